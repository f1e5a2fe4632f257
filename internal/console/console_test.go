package console_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/linkup-emulator/linkup-emulator/internal/console"
)

var page = strings.Repeat("<p>the page</p>\n", 100)

func sample(t *testing.T) *console.Console {
	t.Helper()
	c, err := console.Of(fstest.MapFS{
		"index.html":       {Data: []byte(page)},
		"app.js":           {Data: []byte("1")},
		"vendor/chart.css": {Data: []byte(strings.Repeat("a{}", 300))},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func get(h http.Handler, path string, headers ...string) *http.Response {
	r := httptest.NewRequest("GET", path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestFiles(t *testing.T) {
	c := sample(t)
	for _, row := range []struct {
		path   string
		status int
		media  string
		begins string
	}{
		{"/", 200, "text/html; charset=utf-8", "<p>the page"},
		{"/console/app.js", 200, "text/javascript; charset=utf-8", "1"},
		{"/console/vendor/chart.css", 200, "text/css; charset=utf-8", "a{}"},
		{"/console/index.html", 404, "application/json", `{"status":"error","message":"the console has no file`},
		{"/console/", 404, "application/json", `{"status":"error","message":`},
		{"/console/vendor", 404, "application/json", `{"status":"error","message":`},
		{"/console/vendor/../app.js", 404, "application/json", `{"status":"error","message":`},
		{"/console/nothing.js", 404, "application/json", `{"status":"error","message":"the console has no file \"/console/nothing.js\""}`},
	} {
		r := get(c, row.path)
		if text := body(t, r); r.StatusCode != row.status || r.Header.Get("Content-Type") != row.media || !strings.HasPrefix(text, row.begins) {
			t.Errorf("%s: got %d %s %.60s, want %d %s %s", row.path, r.StatusCode, r.Header.Get("Content-Type"), text, row.status, row.media, row.begins)
		}
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
				"font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s: got %s %q, want %q", row.path, name, got, want)
			}
		}
	}
}

func TestCopyOfTheBrowserIsAskedFor(t *testing.T) {
	c := sample(t)
	first := get(c, "/")
	tag := first.Header.Get("ETag")
	if tag == "" || first.Header.Get("Cache-Control") != "no-cache" {
		t.Fatalf("got the headers %v, want an ETag that is asked for each time", first.Header)
	}
	if r := get(c, "/", "If-None-Match", tag); r.StatusCode != http.StatusNotModified || body(t, r) != "" {
		t.Errorf("got %d, want 304 without a body for the copy", r.StatusCode)
	}
	if r := get(c, "/", "If-None-Match", `"other"`); r.StatusCode != http.StatusOK {
		t.Errorf("got %d, want 200 for another copy", r.StatusCode)
	}
	other, err := console.Of(fstest.MapFS{"index.html": {Data: []byte("another page")}})
	if err != nil {
		t.Fatal(err)
	}
	if r := get(other, "/", "If-None-Match", tag); r.StatusCode != http.StatusOK {
		t.Errorf("got %d, want 200 once the page is another", r.StatusCode)
	}
}

func TestGzip(t *testing.T) {
	c := sample(t)
	for _, row := range []struct {
		path, accept string
		zipped       bool
	}{
		{"/", "", false},
		{"/", "gzip, deflate, br", true},
		{"/", "br;q=1.0, GZIP;q=0.5", true},
		{"/", "gzip;q=0", false},
		{"/", "identity", false},
		{"/console/app.js", "gzip", false}, // which it would make longer
	} {
		r := get(c, row.path, "Accept-Encoding", row.accept)
		if got := r.Header.Get("Content-Encoding") == "gzip"; got != row.zipped {
			t.Errorf("%s with %q: got gzip %v, want %v", row.path, row.accept, got, row.zipped)
		}
	}
	r := get(c, "/", "Accept-Encoding", "gzip")
	sent := body(t, r)
	z, err := gzip.NewReader(strings.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if _, err := text.ReadFrom(z); err != nil || text.String() != page {
		t.Errorf("got %.60q, %v; want the page", text.String(), err)
	}
	if plain := get(c, "/"); plain.Header.Get("ETag") == r.Header.Get("ETag") || plain.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("got the tag %s for both, or no Vary; want two representations", r.Header.Get("ETag"))
	}
	if again := get(c, "/", "Accept-Encoding", "gzip", "If-None-Match", r.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("got %d, want 304 for the copy that was zipped", again.StatusCode)
	}
	if part := get(c, "/", "Accept-Encoding", "gzip", "Range", "bytes=0-2"); part.StatusCode != http.StatusPartialContent || body(t, part) != page[:3] {
		t.Errorf("got %d, want a part of the page as it is", part.StatusCode)
	}
}

func TestFilesThatCannotBe(t *testing.T) {
	for name, row := range map[string]struct {
		files fstest.MapFS
		says  string
	}{
		"no page":           {fstest.MapFS{"app.js": {}}, "no index.html"},
		"an unknown ending": {fstest.MapFS{"index.html": {}, "app.xyz": {}}, "app.xyz"},
	} {
		if _, err := console.Of(row.files); err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: got %v, want an error with %q", name, err, row.says)
		}
	}
}

// What is embedded can be served, and has no script or style of its own within the page, which the policy would stop.
func TestEmbedded(t *testing.T) {
	c, err := console.New()
	if err != nil {
		t.Fatal(err)
	}
	r := get(c, "/")
	text := body(t, r)
	if r.StatusCode != http.StatusOK || !strings.HasPrefix(text, "<!doctype html>") {
		t.Errorf("got %d %.40s, want the page", r.StatusCode, text)
	}
	for _, inline := range []string{"<script>", "<style", " style=", " onclick=", " onload=", "<base", "javascript:"} {
		if strings.Contains(text, inline) {
			t.Errorf("got %q in the page, which its own policy stops", inline)
		}
	}
}
