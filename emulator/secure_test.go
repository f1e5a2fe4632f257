package emulator_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// trusting is a client that trusts what is in a PEM, and nothing else, and takes name for the server's.
func trusting(ca []byte, name string) *http.Client {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	return &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		ForceAttemptHTTP2: true,
		TLSClientConfig:   &tls.Config{RootCAs: roots, ServerName: name},
	}}
}

// fetched is the body of a GET.
func fetched(t *testing.T, client *http.Client, url string) (status int, body []byte) {
	t.Helper()
	response, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err = io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, body
}

func TestHTTPS(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{TLS: true, ControlListen: "127.0.0.1:0"})
	for _, url := range []string{f.URL, f.ControlURL} {
		if !strings.HasPrefix(url, "https://127.0.0.1:") {
			t.Errorf("got the URL %s, want an https one", url)
		}
		for _, name := range []string{"", emulator.VendorHost, "localhost", "127.0.0.1", "::1"} {
			if status, _ := fetched(t, trusting(f.CA(), name), url+"/_emulator/health"); status != http.StatusOK {
				t.Errorf("%s as %q: got %d, want 200", url, name, status)
			}
		}
		_, err := trusting(f.CA(), "example.com").Get(url + "/_emulator/health")
		if wrong := (x509.HostnameError{}); !errors.As(err, &wrong) {
			t.Errorf("%s as example.com: got %v, want a certificate of another name", url, err)
		}
	}
	if status, body := fetched(t, f.Client(), f.ControlURL+"/_emulator/ca.pem"); status != http.StatusOK || !bytes.Equal(body, f.CA()) {
		t.Errorf("ca.pem: got %d, %q, want the authority's certificate", status, body)
	}
}

// With TLSListen it is one emulator at two addresses, HTTP at the one and HTTPS at the other.
func TestHTTPSBesideHTTP(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{TLSListen: "127.0.0.1:0"})
	if !strings.HasPrefix(f.URL, "http://127.0.0.1:") || !strings.HasPrefix(f.TLSURL, "https://127.0.0.1:") || f.ControlURL != f.URL {
		t.Fatalf("got the URLs %q, %q and %q for control, want one of HTTP, one of HTTPS, and the first", f.URL, f.TLSURL, f.ControlURL)
	}
	f.SetCredits("k", 4711)
	for _, url := range []string{f.URL, f.TLSURL} {
		if status, body := fetched(t, f.Client(), url+"/_emulator/accounts/k"); status != http.StatusOK || !bytes.Contains(body, []byte(`"credits":4711`)) {
			t.Errorf("%s: got %d, %s, want the account of both", url, status, body)
		}
	}
	if status, _ := fetched(t, trusting(f.CA(), emulator.VendorHost), f.TLSURL+"/_emulator/health"); status != http.StatusOK {
		t.Errorf("as %s: got %d, want 200", emulator.VendorHost, status)
	}
	if status, body := fetched(t, http.DefaultClient, strings.Replace(f.TLSURL, "https", "http", 1)); status != http.StatusBadRequest || !bytes.Contains(body, []byte("HTTPS")) {
		t.Errorf("HTTP to HTTPS: got %d, %s, want a 400 that says so", status, body)
	}
	if plain := emulator.RunT(t); plain.TLSURL != "" {
		t.Errorf("without it: got the URL %q, want none", plain.TLSURL)
	}
}

// Each emulator has an authority of its own: to trust one is to trust no other.
func TestHTTPSOfAnother(t *testing.T) {
	t.Parallel()
	one, other := emulator.RunT(t, emulator.Config{TLS: true}), emulator.RunT(t, emulator.Config{TLS: true})
	_, err := one.Client().Get(other.URL + "/_emulator/health")
	if unknown := (x509.UnknownAuthorityError{}); !errors.As(err, &unknown) {
		t.Errorf("got %v, want an authority that is not known", err)
	}
}

func TestWhatHTTPSServes(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{TLS: true})
	conn, err := tls.Dial("tcp", strings.TrimPrefix(f.URL, "https://"), &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2", "http/1.1"}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	state := conn.ConnectionState()
	if n := len(state.PeerCertificates); n != 1 || state.NegotiatedProtocol != "http/1.1" || state.Version != tls.VersionTLS13 {
		t.Errorf("got %d certificates and %q over %s, want the leaf alone, http/1.1 and TLS 1.3", n, state.NegotiatedProtocol, tls.VersionName(state.Version))
	}
}

func TestNoAuthorityWithoutHTTPS(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	status, body := fetched(t, f.Client(), f.URL+"/_emulator/ca.pem")
	if status != http.StatusNotFound || !bytes.Contains(body, []byte("serves no HTTPS")) || f.CA() != nil {
		t.Errorf("got %d, %s and %q, want a 404 that says what to do, and no authority", status, body, f.CA())
	}
	if err := f.ServeTLS(listen(t)); err == nil || !strings.Contains(err.Error(), "want Config.Certificate, TLS or TLSListen") {
		t.Errorf("ServeTLS: got %v, want that it needs a certificate", err)
	}
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func TestMoreListeners(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{TLS: true})
	plain, secure := listen(t), listen(t)
	ended := make(chan error, 2)
	go func() { ended <- f.Serve(plain) }()
	go func() { ended <- f.ServeTLS(secure) }()
	for _, url := range []string{"http://" + plain.Addr().String(), "https://" + secure.Addr().String()} {
		if status, _ := fetched(t, trusting(f.CA(), ""), url+"/_emulator/ready"); status != http.StatusOK {
			t.Errorf("%s: got %d, want 200", url, status)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := <-ended; err != nil {
			t.Errorf("after Close: got %v, want no error", err)
		}
	}
	if err := f.Serve(listen(t)); err != nil {
		t.Errorf("after Close: got %v, want no error", err)
	}
	broken := listen(t)
	broken.Close()
	if err := emulator.RunT(t).Serve(broken); !errors.Is(err, net.ErrClosed) {
		t.Errorf("a closed listener: got %v, want that it is closed", err)
	}
}

func TestServerOfTheCallers(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{NoListener: true})
	server := httptest.NewServer(f)
	defer server.Close()
	if status, body := fetched(t, server.Client(), server.URL+"/v1/check"); status != http.StatusUnauthorized {
		t.Errorf("got %d, %s, want the answer to a call without a key", status, body)
	}
}

func TestHTTPSThatCannotBe(t *testing.T) {
	t.Parallel()
	rows := map[string]emulator.Config{
		"tls: got true together with NoListener":  {TLS: true, NoListener: true},
		"certificate: got an empty chain, want a": {Certificate: &tls.Certificate{}},

		`tls_listen: got "8443", want host:port, such as 127.0.0.1:8443`:                   {TLSListen: "8443"},
		`tls_listen: got ":8443" together with tls, want one of the two: tls serves HTTPS`: {TLSListen: ":8443", TLS: true},
		`tls_listen: got ":8443" together with NoListener, want one of the two`:            {TLSListen: ":8443", NoListener: true},
		`tls_listen: got ":81", which another listener has too, want an address`:           {TLSListen: ":81", Listen: ":81"},
		`tls_listen: got ":82", which another listener has too, want an address`:           {TLSListen: ":82", ControlListen: ":82"},
	}
	for want, config := range rows {
		if _, err := emulator.New(config); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want it to say %q", err, want)
		}
	}
}

// No answer names the address that the emulator was told to listen on: behind a proxy or a mapped port it means nothing.
func TestAnswersNameNoAddressOfOurs(t *testing.T) {
	t.Parallel()
	metrics := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "metric 1") })
	f := emulator.RunT(t, emulator.Config{TLSListen: "127.0.0.1:0", ControlListen: "127.0.0.1:0", Metrics: metrics})
	ask(t, f, "k", `{"login_token":"network-12"}`)
	ask(t, f, "k", `{"login_token":"expired"}`)
	index, err := f.Client().Get(f.ControlURL + "/_emulator/none")
	if err != nil {
		t.Fatal(err)
	}
	defer index.Body.Close()
	text, _ := io.ReadAll(index.Body)
	routes := regexp.MustCompile(`GET (/_emulator[a-z./{}]*)`).FindAllStringSubmatch(string(text), -1)
	if len(routes) < 15 {
		t.Fatalf("got the routes %q, want all", routes)
	}
	requests := []string{}
	for _, path := range []string{"/", "/v1/check", "/v1/network/connections"} {
		requests = append(requests, f.URL+path, f.TLSURL+path)
	}
	for _, route := range routes {
		path := strings.NewReplacer("{key}", "k", "{name}", "flaky", "{email}", "a@b.example").Replace(route[1])
		if strings.HasSuffix(path, "/stream") { // which does not end, and has the same entries as the journal
			continue
		}
		requests = append(requests, f.ControlURL+path)
	}
	for _, url := range append(requests, f.ControlURL+"/", f.ControlURL+"/_emulator") {
		_, body := fetched(t, f.Client(), url)
		for _, own := range []string{f.URL, f.TLSURL, f.ControlURL} {
			if _, address, _ := strings.Cut(own, "://"); bytes.Contains(body, []byte(address)) {
				t.Errorf("%s: got %s in %s, want no address of the emulator's own", url, address, body)
			}
		}
	}
}
