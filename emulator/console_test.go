package emulator_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// page is a console that says what it was asked for.
var page = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	_, _ = io.WriteString(w, "console "+r.URL.Path)
})

func TestConsoleIsWhereTheControlRoutesAre(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name   string
		config emulator.Config
		aside  bool
		path   string
		header string
		status int
		says   string
	}{
		{"none", emulator.Config{}, false, "/_emulator/", "", 404, "no such control route"},
		{"none, its files", emulator.Config{}, false, "/_emulator/console/app.js", "", 404, "no such control route"},
		{"the page", emulator.Config{Console: page}, false, "/_emulator/", "", 200, "console /"},
		{"a file", emulator.Config{Console: page}, false, "/_emulator/console/vendor/app.js", "", 200, "console /console/vendor/app.js"},
		{"an encoded file", emulator.Config{Console: page}, false, "/_emulator/console/%2e%2e%2fapp.js", "", 200, "console /console/../app.js"},
		{"its address without the slash", emulator.Config{Console: page}, false, "/_emulator", "", 302, ""},
		{"another path", emulator.Config{Console: page}, false, "/_emulator/consoles", "", 404, "GET /_emulator/console/{path}"},
		{"the address bar", emulator.Config{Console: page}, false, "/_emulator/", "Sec-Fetch-Site: none\nSec-Fetch-Mode: navigate\n", 200, "console /"},
		{"a script of the page", emulator.Config{Console: page}, false, "/_emulator/console/app.js", "Sec-Fetch-Site: same-origin\nSec-Fetch-Dest: script\n", 200, "console /console/app.js"},
		{"a page of another site", emulator.Config{Console: page}, false, "/_emulator/", "Sec-Fetch-Site: cross-site\n", 403, "another origin"},
		{"a frame of another port", emulator.Config{Console: page}, false, "/_emulator/", "Sec-Fetch-Site: same-site\n", 403, "another origin"},
		{"without the token", emulator.Config{Console: page, ControlToken: "t0ken"}, false, "/_emulator/", "", 200, "console /"},
		{"without the token, a file", emulator.Config{Console: page, ControlToken: "t0ken"}, false, "/_emulator/console/app.js", "", 200, "console /console/app.js"},
		{"without the token, what it shows", emulator.Config{Console: page, ControlToken: "t0ken"}, false, "/_emulator/journal", "", 401, "token"},
		{"aside", emulator.Config{Console: page, ControlListen: "127.0.0.1:0"}, true, "/_emulator/", "", 200, "console /"},
		{"no more with the endpoint", emulator.Config{Console: page, ControlListen: "127.0.0.1:0"}, false, "/_emulator/", "", 404, "on a listener of their own"},
		{"off", emulator.Config{Console: page, ControlListen: "off"}, false, "/_emulator/", "", 404, "turned off"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			f := emulator.RunT(t, row.config)
			url := f.URL
			if row.aside {
				url = f.ControlURL
			}
			a := sent(t, url, "GET "+row.path+" HTTP/1.1\nHost: HOST\n"+row.header+"\n")
			if a.status != row.status || !strings.Contains(a.body, row.says) {
				t.Errorf("got %d %s, want %d with %s", a.status, a.body, row.status, row.says)
			}
			if want := map[bool]string{true: "_emulator/"}[row.status == http.StatusFound]; a.header.Get("Location") != want {
				t.Errorf("got the Location %q, want %q", a.header.Get("Location"), want)
			}
			a.lets(t, row.path)
		})
	}
}

func TestConsoleIsNoNameOfAnotherSite(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Console: page})
	for _, path := range []string{"/_emulator", "/_emulator/", "/_emulator/console/app.js"} {
		if a := sent(t, f.URL, "GET "+path+" HTTP/1.1\nHost: evil.example\n\n"); a.status != http.StatusForbidden || !strings.Contains(a.body, "evil.example") {
			t.Errorf("%s: got %d %s, want 403 for a name that is none of the emulator's", path, a.status, a.body)
		}
	}
}
