package emulator_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// people are those of an answer, which keeps its schema.
func people(t *testing.T, a answer) []emulator.Connection {
	t.Helper()
	keeps(t, schemas.Success, a)
	var body struct {
		Data struct{ Connections []emulator.Connection }
	}
	if err := json.Unmarshal([]byte(a.body), &body); err != nil || len(body.Data.Connections) == 0 {
		t.Fatalf("got %d %s, want people", a.status, a.body)
	}
	return body.Data.Connections
}

// withPictures is a request for 100 people, with more headers.
func withPictures(host, headers string) string {
	const body = `{"login_token":"network-500","start_page":1,"end_page":10}`
	return "POST /v1/network/connections HTTP/1.1\nHost: " + host + "\nx-api-key: k\nContent-Type: application/json\n" + headers + "Content-Length: 58\n\n" + body
}

// With pictures: local a picture is a face at the name by which the emulator was called, and nothing else is another than
// without. That of one host is never told to another.
func TestLocalPictures(t *testing.T) {
	t.Parallel()
	vendors := people(t, sent(t, emulator.RunT(t).URL, withPictures("HOST", "")))
	f := emulator.RunT(t, emulator.Config{Pictures: emulator.PicturesLocal})
	own := "http://" + strings.TrimPrefix(f.URL, "http://")
	for _, row := range []struct{ name, host, headers, begins string }{
		{"its own address", "HOST", "", own},
		{"a name of the client's", "emulator:8080", "", "http://emulator:8080"},
		{"the same again", "emulator:8080", "", "http://emulator:8080"},
		{"another name", "Emulator.Example", "", "http://Emulator.Example"},
		{"IPv6", "[::1]:8080", "", "http://[::1]:8080"},
		{"behind a proxy that speaks TLS", "app.example", "X-Forwarded-Proto: https\n", "https://app.example"},
		{"behind two", "app.example", "X-Forwarded-Proto: HTTPS, http\n", "https://app.example"},
		{"behind one that says nonsense", "app.example", "X-Forwarded-Proto: javascript\n", "http://app.example"},
	} {
		got := people(t, sent(t, f.URL, withPictures(row.host, row.headers)))
		faces := 0
		for i, c := range got {
			want := vendors[i]
			if want.ProfilePicture != "N/A" {
				slug := strings.TrimSuffix(strings.TrimPrefix(want.ProfileURL, "https://www.linkedin.com/in/"), "/")
				want.ProfilePicture = row.begins + "/_emulator/avatars/" + slug + ".svg"
				faces++
			}
			if c != want {
				t.Fatalf("%s: got %+v, want %+v", row.name, c, want)
			}
		}
		if len(got) != 100 || faces == 0 || faces == 100 {
			t.Errorf("%s: got %d faces of %d people, want some without", row.name, faces, len(got))
		}
	}
}

func TestLocalPicturesOverHTTPS(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Pictures: emulator.PicturesLocal, TLS: true})
	for _, c := range people(t, ask(t, f, "k", `{"login_token":"network-9","start_page":1,"end_page":1}`)) {
		if c.ProfilePicture == "N/A" {
			continue
		}
		if !strings.HasPrefix(c.ProfilePicture, f.URL+"/_emulator/avatars/") {
			t.Errorf("got %s, want one at %s", c.ProfilePicture, f.URL)
		}
		if status, body := fetched(t, f.Client(), c.ProfilePicture); status != http.StatusOK || !strings.HasPrefix(string(body), "<svg ") {
			t.Errorf("%s: got %d %.60s, want a face", c.ProfilePicture, status, body)
		}
	}
}

// A Host that can be part of no URL leaves the pictures where they were, and the journal says so.
func TestLocalPicturesOfNoHost(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Pictures: emulator.PicturesLocal})
	for _, host := range []string{"", "a'b", "x:y", "x:123456", "[::1"} {
		for _, c := range people(t, sent(t, f.URL, withPictures(host, ""))) {
			if strings.Contains(c.ProfilePicture, "/_emulator/") {
				t.Fatalf("%q: got %s, want the vendor's", host, c.ProfilePicture)
			}
		}
		calls := f.Journal("k")
		if warnings := strings.Join(calls[len(calls)-1].Warnings, "; "); !strings.Contains(warnings, "cannot be part of a URL") {
			t.Errorf("%q: got the warnings %q, want one of the Host", host, warnings)
		}
	}
}

// What a scenario makes of people it makes of them with faces, too.
func TestLocalPicturesUnderScenarios(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Pictures: emulator.PicturesLocal})
	f.ScenarioFor("missing", "missing-picture")
	f.ScenarioFor("growing", "growing-network")
	body := `{"login_token":"network-90","start_page":1,"end_page":9}`
	for _, c := range people(t, ask(t, f, "missing", body)) {
		if c.ProfilePicture != "N/A" {
			t.Errorf("got %s, want no picture where a scenario takes it", c.ProfilePicture)
		}
	}
	for range 2 {
		for _, c := range people(t, ask(t, f, "growing", body)) {
			if c.ProfilePicture != "N/A" && !strings.HasPrefix(c.ProfilePicture, f.URL+"/_emulator/avatars/") {
				t.Errorf("got %s, want a face of whoever comes, too", c.ProfilePicture)
			}
		}
	}
}

func TestPicturesConfig(t *testing.T) {
	t.Parallel()
	if _, err := emulator.New(emulator.Config{Pictures: "none"}); err == nil || !strings.Contains(err.Error(), `pictures: got "none", want vendor or local`) {
		t.Errorf("got %v, want what pictures can be", err)
	}
	for _, c := range people(t, ask(t, emulator.RunT(t), "k", `{"login_token":"network-90","start_page":1,"end_page":9}`)) {
		if c.ProfilePicture != "N/A" && !strings.HasPrefix(c.ProfilePicture, "https://media.licdn.com/") {
			t.Errorf("got %s by default, want the vendor's", c.ProfilePicture)
		}
	}
}

// Faces are for everyone, from any site, by any name, wherever the control routes are.
func TestAvatars(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]emulator.Config{
		"with the endpoint":       {},
		"closed":                  {ControlToken: "t0ken", ControlHosts: []string{"emulator.local"}},
		"aside":                   {ControlListen: "127.0.0.1:0"},
		"no other control routes": {ControlListen: emulator.ControlOff},
	} {
		f := emulator.RunT(t, config)
		faces := map[string]string{}
		for _, seed := range []string{"troels-larsen-42e3990de", "linda-k%c3%a4llqvist", "linda-k%C3%A4llqvist", "%3Cscript%3E", "a%2Fb", "a.svg"} {
			request := "GET /_emulator/avatars/" + seed + ".svg HTTP/1.1\nHost: evil.example\nOrigin: https://evil.example\nSec-Fetch-Site: cross-site\nSec-Fetch-Dest: image\n\n"
			a := sent(t, f.URL, request)
			if a.status != http.StatusOK || a.header.Get("Content-Type") != "image/svg+xml" || xml.Unmarshal([]byte(a.body), new(struct{})) != nil {
				t.Errorf("%s: %s: got %d %s %.100s, want a drawing", name, seed, a.status, a.header.Get("Content-Type"), a.body)
			}
			for header, want := range map[string]string{
				"Cache-Control":                "public, max-age=31536000, immutable",
				"Content-Security-Policy":      "default-src 'none'; sandbox",
				"Cross-Origin-Resource-Policy": "cross-origin",
				"X-Content-Type-Options":       "nosniff",
			} {
				if got := a.header.Get(header); got != want {
					t.Errorf("%s: got %s %q, want %q", name, header, got, want)
				}
			}
			a.lets(t, request)
			decoded, _ := url.PathUnescape(seed)
			if before, ok := faces[decoded]; ok && before != a.body {
				t.Errorf("%s: got two faces of %s", name, decoded)
			}
			faces[decoded] = a.body
		}
		if len(faces) != 5 || faces["a/b"] == faces["a.svg"] {
			t.Errorf("%s: got %d faces, want one for each seed", name, len(faces))
		}
		for _, path := range []string{"/_emulator/avatars/x.png", "/_emulator/avatars/x", "/_emulator/avatars/"} {
			response, err := f.Client().Get(f.URL + path)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(response.Body)
			response.Body.Close()
			if response.StatusCode != http.StatusNotFound && response.StatusCode != http.StatusUnauthorized {
				t.Errorf("%s: %s: got %d %s, want no such thing", name, path, response.StatusCode, body)
			}
		}
	}
}
