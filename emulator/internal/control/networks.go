package control

import (
	"errors"
	"fmt"
	"mime"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/cookies"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/networkfile"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// Network is the network of a cookie, and where it comes from.
type Network struct {
	cookies.Place
	cookies.Origin
	network.Network
}

// Why a name in the place of a cookie is none. The cookie itself always is one.
var (
	ErrNoNetwork      = errors.New("no network of one's own")
	ErrSeveralCookies = errors.New("the name is of more than one cookie")
)

// maxPerPage is how many connections a page has at most.
const maxPerPage = 1000

// networkHead is what is told of each network.
type networkHead struct {
	Cookie    string           `json:"cookie"`
	SHA256    contract.Digest  `json:"sha256"`
	Key       string           `json:"key,omitempty"`
	KeySHA256 *contract.Digest `json:"key_sha256,omitempty"`
	Origin    cookies.Origin   `json:"origin"`
	Size      int              `json:"size"`
}

type networkPage struct {
	networkHead
	NotAvailable notAvailable          `json:"not_available"`
	Page         int64                 `json:"page"`
	PerPage      int64                 `json:"per_page"`
	Pages        int64                 `json:"pages"`
	Connections  []contract.Connection `json:"connections"`
}

type notAvailable struct {
	JobTitle       int `json:"job_title"`
	ProfilePicture int `json:"profile_picture"`
}

type networkList struct {
	Networks []networkHead `json:"networks"`
}

func headOf(at cookies.Place, origin cookies.Origin, size int) networkHead {
	head := networkHead{Cookie: at.Cookie.CookieFingerprint(), SHA256: at.Cookie, Origin: origin, Size: size}
	if at.OfOneKey() {
		head.Key, head.KeySHA256 = at.Key.KeyFingerprint(), &at.Key
	}
	return head
}

// getNetworks answers GET /networks: 200 with the networks of one's own that are in force, put or configured, in the order
// of the digests of their cookies. All others are drawn from their cookies.
func (t *Control) getNetworks(echo.Context) (reply, error) {
	all := networkList{[]networkHead{}}
	for _, own := range t.actions.OwnNetworks() {
		all.Networks = append(all.Networks, headOf(own.Place, own.Origin, own.List.Size()))
	}
	return reply{status: http.StatusOK, schema: schemas.Networks, body: all}, nil
}

// getNetwork answers GET /networks/{cookie}?key=&page=&per_page=&format=: 200 with the network that requests with the
// cookie get, as it is before scenarios change it: where it comes from, its size, how many have N/A, and the connections of
// page (1) of per_page (10, at most 1000). With key it is that of the key's requests. With format, json or csv, and neither
// page nor per_page, it is all of it, as a file. 404 where the cookie is given by its fingerprint or digest and has no
// network of one's own, 409 where a fingerprint is of several and where CSV cannot carry what is there.
func (t *Control) getNetwork(c echo.Context) (reply, error) {
	q, err := networkQueryOf(c, "key", "page", "per_page", "format")
	if err != nil {
		return reply{}, err
	}
	n, err := t.actions.NetworkOf(q.key, q.cookie)
	if err != nil {
		return reply{}, noNetwork(err)
	}
	if q.format != "" {
		return download(n, q.format)
	}
	return pageOf(n, q.page, q.perPage), nil
}

// putNetwork answers PUT /networks/{cookie}?key=: the body is the cookie's network from the next request on, for every key
// or for that key alone, until it is deleted or reset. It is JSON, a list of connections or an answer of the endpoint that
// has some, or CSV. 200 with its first page; 400 with everything that is wrong with it, each with line and column, and then
// nothing has changed; 507 where all that were put would be too large.
func (t *Control) putNetwork(c echo.Context) (reply, error) {
	q, err := networkQueryOf(c, "key")
	if err != nil {
		return reply{}, err
	}
	text, err := readUpTo(c, networkfile.MaxSource)
	if err != nil {
		return reply{}, err
	}
	format := networkfile.JSON
	if media, _, err := mime.ParseMediaType(c.Request().Header.Get("Content-Type")); err == nil && media == csvType {
		format = networkfile.CSV
	}
	connections, err := networkfile.Parse("body", format, text)
	if err != nil {
		return reply{}, badRequest(err)
	}
	n, err := t.actions.PutNetworkOf(q.key, q.cookie, connections)
	if err != nil {
		return reply{}, noNetwork(err)
	}
	return pageOf(n, q.page, q.perPage), nil
}

// deleteNetwork answers DELETE /networks/{cookie}?key=: the cookie's network is what it was before one was put. 200 with
// the networks of one's own that are in force then; 404 where none was put for the cookie, or for that key alone.
func (t *Control) deleteNetwork(c echo.Context) (reply, error) {
	q, err := networkQueryOf(c, "key")
	if err != nil {
		return reply{}, err
	}
	had, err := t.actions.DeleteNetworkOf(q.key, q.cookie)
	switch {
	case err != nil:
		return reply{}, noNetwork(err)
	case !had && q.key != "":
		return reply{}, faultf(http.StatusNotFound, "no network was put for the cookie and this key alone")
	case !had:
		return reply{}, faultf(http.StatusNotFound, "no network was put for the cookie and every key")
	}
	return t.getNetworks(c)
}

// noNetwork is the answer to what cannot be done with a network.
func noNetwork(err error) error {
	switch {
	case errors.Is(err, ErrNoNetwork):
		return faultf(http.StatusNotFound, "%v; a network that is drawn, or to be put, is found by the login_token itself", err)
	case errors.Is(err, ErrSeveralCookies):
		return faultf(http.StatusConflict, "%v; give the login_token itself, or sha256: and its digest", err)
	case errors.Is(err, cookies.ErrNoRoom):
		return faultf(http.StatusInsufficientStorage, "%v", err)
	}
	return misnamed(err, badRequest)
}

// pageOf is a page of a network, and what is to be told of the whole.
func pageOf(n Network, page, perPage int64) reply {
	size := int64(n.Size())
	told := networkPage{
		networkHead: headOf(n.Place, n.Origin, n.Size()),
		Page:        page, PerPage: perPage, Pages: (size + perPage - 1) / perPage,
		Connections: []contract.Connection{},
	}
	first := size
	if page <= told.Pages {
		first = (page - 1) * perPage
	}
	for i := range n.Size() {
		c := n.Connection(i)
		if c.JobTitle == contract.NotAvailable {
			told.NotAvailable.JobTitle++
		}
		if c.ProfilePicture == contract.NotAvailable {
			told.NotAvailable.ProfilePicture++
		}
		if at := int64(i); first <= at && at < first+perPage {
			told.Connections = append(told.Connections, c)
		}
	}
	return reply{status: http.StatusOK, schema: schemas.Network, body: told}
}

// csvType is the media type of CSV.
const csvType = "text/csv"

// download is all of a network as a file.
func download(n Network, format networkfile.Format) (reply, error) {
	connections := make([]contract.Connection, n.Size())
	for i := range connections {
		connections[i] = n.Connection(i)
	}
	text, err := networkfile.Write(format, connections)
	if err != nil {
		return reply{}, faultf(http.StatusConflict, "%v", err)
	}
	media := "application/json"
	if format == networkfile.CSV {
		media = csvType + "; charset=utf-8"
	}
	attached := fmt.Sprintf(`attachment; filename="network.%s"`, format)
	return reply{file: &file{media: media, text: text, headers: map[string]string{"Content-Disposition": attached}}}, nil
}

// networkQuery is which network is asked for, and what of it.
type networkQuery struct {
	cookie, key   string
	page, perPage int64
	format        networkfile.Format
}

// networkQueryOf reads the path and the query, of which the parameters named are allowed.
func networkQueryOf(c echo.Context, allowed ...string) (q networkQuery, err error) {
	q.page, q.perPage = 1, 10
	paged := false
	err = eachParam(c.QueryParams(), allowed, func(name, value string) (fault string) {
		switch name {
		case "key":
			q.key = value
		case "page":
			paged = true
			q.page, fault = whole(name, value, 1, contract.MaxInteger)
		case "per_page":
			paged = true
			q.perPage, fault = whole(name, value, 1, maxPerPage)
		case "format":
			if q.format = networkfile.Format(value); q.format != networkfile.JSON && q.format != networkfile.CSV {
				fault = fmt.Sprintf("format must be %s or %s (got %.40q)", networkfile.JSON, networkfile.CSV, value)
			}
		}
		return fault
	})
	if err == nil && paged && q.format != "" {
		err = faultf(http.StatusBadRequest, "format is of the whole network: leave out page and per_page, or format")
	}
	if err == nil {
		q.cookie, err = pathParam(c, "cookie")
	}
	return q, err
}
