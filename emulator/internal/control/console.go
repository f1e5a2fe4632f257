package control

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// pageRoutes are those of the console, where there is one. Its files hold no secret, and what the page does goes through
// the other routes, so that no token is wanted here: a browser sends none with the address of a page, a script or a style.
// Pages of other sites and names of their own for this machine are kept out all the same.
func (t *Control) pageRoutes() []route {
	if t.console == nil {
		return nil
	}
	return []route{
		{http.MethodGet, "", t.getConsoleAddress},
		{http.MethodGet, "/", t.getConsole},
		{http.MethodGet, "/console/*", t.getConsole},
	}
}

// getConsole answers GET / and GET /console/{path} as the program that runs the emulator has them: the page, and its files.
func (t *Control) getConsole(echo.Context) (reply, error) {
	return reply{stream: func(c echo.Context) error {
		http.StripPrefix(Prefix, t.console).ServeHTTP(c.Response(), c.Request())
		return nil
	}}, nil
}

// getConsoleAddress answers GET on the prefix without its slash, which is no page as links are relative to it: 302 to the
// page, wherever a proxy has it.
func (t *Control) getConsoleAddress(echo.Context) (reply, error) {
	return reply{stream: func(c echo.Context) error {
		c.Response().Header().Set("Location", Prefix[1:]+"/")
		c.Response().WriteHeader(http.StatusFound)
		return nil
	}}, nil
}
