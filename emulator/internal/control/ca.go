package control

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// getCA answers GET /ca.pem: 200 with the certificate, as PEM, of the authority that clients are to trust; 404 where
// there is none.
func (t *Control) getCA(echo.Context) (reply, error) {
	ca := t.actions.CA()
	if ca == nil {
		return reply{}, faultf(http.StatusNotFound, "there is no certificate authority, as this emulator serves no HTTPS (tls, tls_listen)")
	}
	return reply{file: &file{media: "application/x-pem-file", text: ca}}, nil
}
