package main_test

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// client is a program of another language, or another library, that asks for https://HOST:PORT/_emulator/health at
// 127.0.0.1, verified by what CA_FILE has, and prints the status. It is run with HOST, PORT and CA_FILE in its environment.
type client struct {
	name    string
	command []string
	trusts  string // the variable that its user sets to the file; "" of one that has an option for it
}

var clients = []client{
	{"curl", []string{"sh", "-c", `exec curl --silent --show-error --output /dev/null --write-out '%{http_code}\n' \
		--cacert "${CA_FILE:-/dev/null}" --resolve "$HOST:$PORT:127.0.0.1" "https://$HOST:$PORT/_emulator/health"`}, ""},
	{"openssl", []string{"sh", "-c", `case $HOST in *[a-z]*) name="-servername $HOST -verify_hostname" ;; *) name=-verify_ip ;; esac
		printf 'GET /_emulator/health HTTP/1.0\r\n\r\n' | openssl s_client -quiet -connect "127.0.0.1:$PORT" $name "$HOST" -verify_return_error \
		-x509_strict -CAfile "${CA_FILE:-/dev/null}" | sed -n 's/^HTTP[^ ]* \([0-9]*\).*/\1/p' | grep .`}, ""},
	{"node", []string{"node", "-e", `
		const {HOST: servername, PORT: port} = process.env;
		require('https').get({host: '127.0.0.1', port, servername: require('net').isIP(servername) ? undefined : servername, path: '/_emulator/health'}, r => { console.log(r.statusCode); r.resume(); })`}, "NODE_EXTRA_CA_CERTS"},
	{"python3", []string{"python3", "-c", `
import http.client, os, socket, ssl
context = ssl.create_default_context()
context.verify_flags |= ssl.VERIFY_X509_STRICT
connection = http.client.HTTPConnection("127.0.0.1", int(os.environ["PORT"]))
connection.sock = context.wrap_socket(socket.create_connection((connection.host, connection.port)), server_hostname=os.environ["HOST"])
connection.request("GET", "/_emulator/health")
print(connection.getresponse().status)`}, "SSL_CERT_FILE"},
	{"linkup-emulator", []string{"sh", "-c", `linkup-emulator journal --url "https://$HOST:$PORT" --trust-dir "$(dirname "$CA_FILE")" >/dev/null && echo 200`}, ""},
}

// ask runs the client, and says what it printed.
func (c client) ask(t *testing.T, host, port, caFile string) (string, error) {
	t.Helper()
	command := exec.CommandContext(t.Context(), c.command[0], c.command[1:]...)
	command.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "HOST=" + host, "PORT=" + port, "CA_FILE=" + caFile}
	if c.trusts != "" && caFile != "" {
		command.Env = append(command.Env, c.trusts+"="+caFile)
	}
	out, err := command.Output()
	return strings.TrimSpace(string(out)), err
}

// Strict clients take the certificate of HTTPS, at a port of its own and in the place of HTTP, with the constraints that
// its authority has: for its names, and where that authority is trusted.
func TestStrictClients(t *testing.T) {
	trustDir := filepath.Join(t.TempDir(), "trust")
	instead := serve(t, "--tls", "--trust-dir", trustDir, "--tls-name", "emulator.internal")
	beside := serveBeside(t, "--trust-dir", trustDir, "--tls-name", "emulator.internal")
	caFile := filepath.Join(trustDir, "ca.pem")
	for _, c := range clients {
		for way, address := range map[string]string{"in the place of HTTP": instead.url, "beside HTTP": beside} {
			t.Run(c.name+" "+way, func(t *testing.T) {
				needs(t, c.name)
				at, err := url.Parse(address)
				if err != nil {
					t.Fatal(err)
				}
				for _, host := range []string{emulator.VendorHost, "localhost", "emulator.internal", "127.0.0.1"} {
					if c.name == "linkup-emulator" && host != "localhost" && host != "127.0.0.1" {
						continue // which no system resolves
					}
					if got, err := c.ask(t, host, at.Port(), caFile); got != "200" || err != nil {
						t.Errorf("%s: got %q, %v, want 200", host, got, err)
					}
				}
				if got, err := c.ask(t, "localhost", at.Port(), ""); err == nil {
					t.Errorf("without the authority: got %q, want a fault", got)
				}
				if c.name == "linkup-emulator" {
					return
				}
				if got, err := c.ask(t, "example.com", at.Port(), caFile); err == nil {
					t.Errorf("as example.com: got %q, want a fault", got)
				}
			})
		}
	}
}

// needs skips a test whose program is missing here, and fails it in CI, where nothing is to go untested in silence.
func needs(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

// serveBeside starts the program with HTTPS beside HTTP, ends it with the test, and returns the URL of HTTPS.
func serveBeside(t *testing.T, args ...string) (tlsURL string) {
	t.Helper()
	lines := process(t, append([]string{"--listen=127.0.0.1:0", "--tls-listen=127.0.0.1:0"}, args...)...)
	for range 2 {
		var err error
		if tlsURL, err = lines.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	return strings.TrimSpace(tlsURL)
}

// process starts the program as a process of its own, ends it with the test, and returns its standard output.
func process(t *testing.T, args ...string) *bufio.Reader {
	t.Helper()
	command := exec.Command("linkup-emulator", args...)
	command.Env = []string{}
	out, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	return bufio.NewReader(out)
}

// trustingFile is a client that trusts what a file has, and nobody else.
func trustingFile(t *testing.T, path, name string) *http.Client {
	t.Helper()
	ca, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(ca) {
		t.Fatalf("%s: got %s, want a certificate", path, ca)
	}
	return &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: name}}}
}

// Servers that start at once, each with a name of its own, share one authority, by which all of them are trusted.
func TestServersThatStartAtOnceShareAnAuthority(t *testing.T) {
	const servers = 8
	dir := filepath.Join(t.TempDir(), "trust")
	var out []*bufio.Reader
	for i := range servers {
		lines := process(t, "--listen=127.0.0.1:0", "--tls", "--trust-dir="+dir, fmt.Sprintf("--tls-name=host-%d.internal", i))
		out = append(out, lines)
	}
	urls := make([]string, servers)
	for i, lines := range out {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatalf("server %d: got %q, %v, want its URL", i, line, err)
		}
		urls[i] = strings.TrimSpace(line)
	}
	for i, url := range urls {
		for _, name := range []string{emulator.VendorHost, fmt.Sprintf("host-%d.internal", i)} {
			response, err := trustingFile(t, filepath.Join(dir, "ca.pem"), name).Get(url + "/_emulator/health")
			if err != nil {
				t.Errorf("server %d as %s: %v", i, name, err)
				continue
			}
			response.Body.Close()
		}
	}
}

// The hosts that HTTPS is served at are among the names of its certificate, without a word about them.
func TestHostsThatAreListenedOnAreNames(t *testing.T) {
	probe, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Skip(err) // not every system has more loopback addresses than one
	}
	probe.Close()
	dir := t.TempDir()
	for _, args := range [][]string{{"--tls", "--listen=127.0.0.2:0"}, {"--listen=127.0.0.1:0", "--tls-listen=127.0.0.2:0"}} {
		lines := process(t, append(args, "--trust-dir="+dir)...)
		var url string
		for !strings.HasPrefix(url, "https://127.0.0.2:") {
			if url, err = lines.ReadString('\n'); err != nil {
				t.Fatal(err)
			}
		}
		response, err := trustingFile(t, filepath.Join(dir, "ca.pem"), "").Get(strings.TrimSpace(url) + "/_emulator/health")
		if err != nil {
			t.Fatalf("%v: %v", args, err)
		}
		response.Body.Close()
	}
}

// The commands that call a running emulator find its control routes over HTTPS on a listener of their own, too.
func TestControlListenerOverHTTPS(t *testing.T) {
	f := emulator.RunT(t, emulator.Config{TLS: true, ControlListen: "127.0.0.1:0"})
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ca.pem"), f.CA(), 0o600); err != nil {
		t.Fatal(err)
	}
	response, err := f.Client().Get(f.URL + "/v1/check")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	control := strings.TrimPrefix(f.ControlURL, "https://")
	status, stdout, stderr := run(t, "journal", "--tls", "--trust-dir", dir, "--control-listen", control)
	if status != 0 || !strings.Contains(stdout, "/v1/check") {
		t.Errorf("got status %d, %q, %q, want the call", status, stdout, stderr)
	}
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, "ca.pem"), []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	status, _, stderr = run(t, "journal", "--tls", "--trust-dir", broken, "--control-listen", control)
	if status != 1 || !strings.Contains(stderr, "ca.pem has no certificate") {
		t.Errorf("a broken ca.pem: got status %d, %q, want 1 and that it has none", status, stderr)
	}
}

// The call to try that a terminal shows works as it stands, whoever signed.
func TestExampleCallOverHTTPSWorks(t *testing.T) {
	needs(t, "curl")
	dir := filepath.Join(t.TempDir(), "it's here")
	for name, row := range map[string]struct {
		args   []string
		caFile string
	}{
		"kept":      {[]string{"--tls", "--trust-dir", dir}, filepath.Join(dir, "ca.pem")},
		"in memory": {[]string{"--tls"}, ""},
		"no HTTPS":  {nil, ""},
	} {
		call := main.ExampleCall(serve(t, row.args...).url, row.caFile)
		out, err := exec.CommandContext(t.Context(), "sh", "-c", strings.Replace(call, "curl ", "curl --silent --show-error ", 1)).CombinedOutput()
		if err != nil || !bytes.Contains(out, []byte(`"status":"success"`)) {
			t.Errorf("%s: got %s, %v of\n%s", name, out, err, call)
		}
	}
}

// A server of which nobody said where to keep its authority serves HTTPS all the same, and ca.pem tells whom to trust.
func TestAuthorityInMemory(t *testing.T) {
	r := serve(t, "--tls")
	insecure := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	response, err := insecure.Get(r.url + "/_emulator/ca.pem")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	ca, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, ca, 0o600); err != nil {
		t.Fatal(err)
	}
	trusted, err := trustingFile(t, file, "").Get(r.url + "/_emulator/health")
	if err != nil {
		t.Fatal(err)
	}
	trusted.Body.Close()
	r.stop()
	if status := <-r.done; status != 0 || !strings.Contains(r.log.String(), "certificate authority in memory alone") || !strings.Contains(r.log.String(), "--trust-dir") {
		t.Errorf("got status %d and the log %s, want 0 and a warning that says what to do", status, r.log)
	}
}

// The page on HTTPS names flags, variables and files that there are, and says how long certificates last.
func TestPageOnHTTPS(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs/https.md"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(text)
	known := helpRows(t, "serve")
	maps.Copy(known, helpRows(t, "ca"))
	known["cacert"] = "curl's"
	for _, span := range regexp.MustCompile("`[^`\n]+`").FindAllString(page, -1) {
		for _, flag := range regexp.MustCompile(`--([a-z-]+)`).FindAllStringSubmatch(span, -1) {
			if _, ok := known[flag[1]]; !ok {
				t.Errorf("got the flag %s, which there is not", flag[0])
			}
		}
	}
	for _, name := range regexp.MustCompile(`LINKUP_EMULATOR_[A-Z_]+`).FindAllString(page, -1) {
		if !slices.ContainsFunc(settingWords, func(s struct{ flag, env, byDefault string }) bool { return s.env == name }) {
			t.Errorf("got the variable %s, which there is not", name)
		}
	}
	dir := t.TempDir()
	server := serveBeside(t, "--trust-dir", dir)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !strings.Contains(page, "\n| `"+entry.Name()+"` | ") {
			t.Errorf("got the file %s, which the page does not tell of", entry.Name())
		}
	}
	conn, err := tls.Dial("tcp", strings.TrimPrefix(server, "https://"), &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	ca, err := os.ReadFile(filepath.Join(dir, "ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(ca)
	authority, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	leaf := conn.ConnectionState().PeerCertificates[0]
	years, days := int(authority.NotAfter.Sub(authority.NotBefore).Hours()/24/365), int(leaf.NotAfter.Sub(leaf.NotBefore).Hours()/24)
	if want := fmt.Sprintf("valid for %d years, a server's for %d days", years, days); !strings.Contains(page, want) {
		t.Errorf("got a page without %q", want)
	}
}
