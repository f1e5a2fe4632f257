package control

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/avatar"
)

// avatarSeed is the parameter of the route, whose name in Echo reaches to the end of its segment.
const avatarSeed = "seed.svg"

// getAvatar answers GET /avatars/{seed}.svg: 200 with the face that is drawn for the seed, which may be any text; of a
// person of a network it is the last segment of profile_url. 404 where the path does not end in .svg.
//
// It is for everyone, as are health and ready: the page that shows it is the app's under development, which is another
// site, and calls the endpoint by whatever name it knows. A drawing tells nothing but its seed, which the caller has.
func (t *Control) getAvatar(c echo.Context) (reply, error) {
	name, err := pathParam(c, avatarSeed)
	if err != nil {
		return reply{}, err
	}
	seed, ok := strings.CutSuffix(name, ".svg")
	if !ok {
		return reply{}, faultf(http.StatusNotFound, "an avatar is at %s/avatars/SEED.svg", Prefix)
	}
	return reply{file: &file{media: "image/svg+xml", text: avatar.Draw(seed), headers: avatarHeaders}}, nil
}

var avatarHeaders = map[string]string{
	"Cache-Control":                "public, max-age=31536000, immutable",
	"Content-Security-Policy":      "default-src 'none'; sandbox",
	"Cross-Origin-Resource-Policy": "cross-origin", // or pages that isolate themselves could not show it
	"X-Content-Type-Options":       "nosniff",
}
