package vendor

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// AvatarPath is the path of the avatars, in which a seed and .svg follow.
const AvatarPath = "/_emulator/avatars/"

// Deliberately: the service's pictures are at LinkedIn's, and ours at no host of ours, so that nothing is fetched from
// there. Where the setting pictures is local they are at the emulator itself, by the name that the client called it by.

// locally makes the pictures of x's answer those of the emulator that it was sent to, if its Host can be part of a URL.
func (v *Vendor) locally(x *exchange) {
	if !hostForm.MatchString(x.request.Host) {
		x.warn(fmt.Sprintf("the Host %.100q cannot be part of a URL: the pictures are at the vendor's host, whatever pictures says", x.request.Host))
		return
	}
	x.avatars = scheme(x.request) + "://" + x.request.Host + AvatarPath
}

// hostForm is a name, an address or an IPv6 address in brackets, with a port or without.
var hostForm = regexp.MustCompile(`^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$`)

// scheme is that of the client's own URL: what a proxy in front says, which alone knows it, or else our own.
func scheme(r *http.Request) string {
	forwarded, _, _ := strings.Cut(r.Header.Get("X-Forwarded-Proto"), ",")
	switch forwarded = strings.ToLower(strings.TrimSpace(forwarded)); {
	case forwarded == "https" || forwarded == "http":
		return forwarded
	case r.TLS != nil:
		return "https"
	}
	return "http"
}

const profilePrefix = "https://www.linkedin.com/in/"

// localize points the picture of c, if it has one, at the avatar that is drawn for its profile.
func (x *exchange) localize(c *contract.Connection) {
	slug := strings.TrimSuffix(strings.TrimPrefix(c.ProfileURL, profilePrefix), "/")
	if x.avatars != "" && c.ProfilePicture != contract.NotAvailable {
		c.ProfilePicture = x.avatars + slug + ".svg"
	}
}
