package authority_test

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/internal/authority"
)

const year = 365 * 24 * time.Hour

var (
	now   = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	names = authority.Names("api.linkupapi.com")
)

func made(t *testing.T, names []string) *authority.Authority {
	t.Helper()
	a, err := authority.New(names, now)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// verify is what a client that trusts an authority says to a leaf.
func verify(t *testing.T, trusted *authority.Authority, chain *tls.Certificate, host string, at time.Time) error {
	t.Helper()
	leaf, err := x509.ParseCertificate(chain.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(trusted.PEM()) {
		t.Fatal("got a PEM that no client takes")
	}
	_, err = leaf.Verify(x509.VerifyOptions{DNSName: host, Roots: roots, CurrentTime: at})
	return err
}

func leaf(t *testing.T, a *authority.Authority, names []string, at time.Time) *tls.Certificate {
	t.Helper()
	chain, err := a.Leaf(names, at)
	if err != nil {
		t.Fatal(err)
	}
	return chain
}

func TestLeafIsTrustedForItsNames(t *testing.T) {
	t.Parallel()
	all := authority.Names("api.linkupapi.com", "Emulator.Internal", "192.168.1.5", "::ffff:10.0.0.1", "2001:DB8::0:1")
	a := made(t, all)
	chain := leaf(t, a, all, now)
	rows := map[string]bool{
		"api.linkupapi.com": true, "localhost": true, "127.0.0.1": true, "::1": true,
		"emulator.internal": true, "192.168.1.5": true, "10.0.0.1": true, "2001:db8::1": true,
		"linkupapi.com": false, "example.com": false, "127.0.0.2": false,
	}
	for host, want := range rows {
		if err := verify(t, a, chain, host, now); (err == nil) != want {
			t.Errorf("%s: got %v, want trusted: %v", host, err, want)
		}
	}
	if err := verify(t, made(t, all), chain, "localhost", now); err == nil {
		t.Error("another authority: got trust in the leaf, want none")
	}
}

// Who has the key of an authority can still not speak for hosts that it was not made for.
func TestAuthorityCannotSpeakForOthers(t *testing.T) {
	t.Parallel()
	a := made(t, names)
	for _, host := range []string{"example.com", "linkupapi.com", "apiXlinkupapi.com", "10.0.0.1", "127.0.0.2", "::2"} {
		if err := verify(t, a, leaf(t, a, []string{host}, now), host, now); err == nil {
			t.Errorf("%s: got trust in its leaf, want none", host)
		}
	}
}

func TestLeavesEndBeforeTheirAuthority(t *testing.T) {
	t.Parallel()
	a := made(t, names)
	rows := []struct {
		name  string
		at    time.Time
		lasts bool
	}{
		{"new", now, true},
		{"before its time", now.Add(-2 * time.Hour), false},
		{"eight years old", now.Add(8 * year), true},
		{"nine years old", now.Add(9 * year), false},
		{"over", now.Add(11 * year), false},
	}
	for _, row := range rows {
		if got := a.Lasts(row.at); got != row.lasts {
			t.Errorf("%s: got lasts %v, want %v", row.name, got, row.lasts)
		}
		chain := leaf(t, a, names, row.at)
		for _, after := range []time.Duration{0, 396 * 24 * time.Hour} {
			if err := verify(t, a, chain, "localhost", row.at.Add(after)); row.lasts && err != nil {
				t.Errorf("%s, after %v: %v", row.name, after, err)
			}
		}
	}
	if err := verify(t, a, leaf(t, a, names, now), "localhost", now.Add(398*24*time.Hour)); err == nil {
		t.Error("got trust in a leaf after 398 days, want none")
	}
}

func TestRenewedKnowsTheOldOne(t *testing.T) {
	t.Parallel()
	old := made(t, names)
	later := now.Add(9 * year)
	renewed, err := old.Renew([]string{"emulator.internal"}, later)
	if err != nil {
		t.Fatal(err)
	}
	if !renewed.Lasts(later) || !renewed.Covers(append(names, "emulator.internal")) || old.Covers([]string{"emulator.internal"}) {
		t.Error("got a renewed authority that does not last or lacks a name, or an old one that was changed")
	}
	if err := verify(t, renewed, leaf(t, old, names, now), "localhost", now.Add(9*year)); err == nil {
		t.Error("got trust in a leaf of nine years ago, want none")
	}
	if err := verify(t, renewed, leaf(t, old, names, later), "localhost", later); err != nil {
		t.Errorf("the old one's leaf by the renewed one: %v", err)
	}
	if err := verify(t, old, leaf(t, renewed, names, later), "localhost", later); err != nil {
		t.Errorf("the renewed one's leaf by the old one: %v", err)
	}
}

func TestParseReadsWhatWasWritten(t *testing.T) {
	t.Parallel()
	a := made(t, names)
	text, err := a.SecretPEM()
	if err != nil {
		t.Fatal(err)
	}
	again, err := authority.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.PEM(), a.PEM()) || !again.Covers(names) {
		t.Error("got another authority, want the one that was written")
	}
	if err := verify(t, a, leaf(t, again, names, now), "localhost", now); err != nil {
		t.Error(err)
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	a, b := made(t, names), made(t, names)
	secret, _ := a.SecretPEM()
	key, certificate, _ := bytes.Cut(secret, []byte("-----BEGIN CERT"))
	certificate = append([]byte("-----BEGIN CERT"), certificate...)
	server := authority.CertificatePEM(leaf(t, a, names, now).Certificate[0])
	rsaKey, _ := rsa.GenerateKey(rand.Reader, 2048)
	rsaRaw, _ := x509.MarshalPKCS8PrivateKey(rsaKey)
	rsaPEM := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: rsaRaw})
	rows := []struct {
		name string
		text []byte
		want string
	}{
		{"empty", nil, `no PEM block "PRIVATE KEY"`},
		{"no PEM", []byte("hello"), `no PEM block "PRIVATE KEY"`},
		{"key alone", key, `no PEM block "CERTIFICATE"`},
		{"torn", secret[:len(secret)-40], `no PEM block "CERTIFICATE"`},
		{"wrong order", append(bytes.Clone(certificate), key...), `no PEM block "PRIVATE KEY"`},
		{"no key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("x")}), "its key cannot be read"},
		{"key of another kind", rsaPEM, "its key cannot be read"},
		{"no certificate", append(bytes.Clone(key), authority.CertificatePEM([]byte("x"))...), "its certificate cannot be read"},
		{"another's certificate", append(bytes.Clone(key), b.PEM()...), "not that of its key"},
		{"a server's certificate", append(bytes.Clone(key), server...), "not that of its key"},
		{"more", append(bytes.Clone(secret), b.PEM()...), "more in it"},
	}
	for _, row := range rows {
		_, err := authority.Parse(row.text)
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got %v, want it to say %q", row.name, err, row.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	a, err := authority.New(names, now)
	if err != nil {
		f.Fatal(err)
	}
	secret, err := a.SecretPEM()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(secret)
	f.Add([]byte("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		a, err := authority.Parse(text)
		if err != nil {
			return
		}
		again, err := a.SecretPEM()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := authority.Parse(again); err != nil {
			t.Errorf("got %v for what was read and written, want it taken", err)
		}
	})
}

func TestCheckName(t *testing.T) {
	t.Parallel()
	rows := map[string]bool{
		"emulator": true, "emulator.internal": true, "my_service": true, "A.B-c.D": true, "10.0.0.1": true, "::1": true, "x": true,
		"": false, " ": false, "*.example.com": false, "-a": false, "a-": false, "a..b": false, "a.": false, "a:80": false,
		"http://a": false, "[::1]": false, "a b": false, strings.Repeat("a", 64): false, strings.Repeat("a.", 127) + "a": false, "ü": false,
	}
	for name, want := range rows {
		if err := authority.CheckName(name); (err == nil) != want {
			t.Errorf("%q: got %v, want taken: %v", name, err, want)
		}
	}
}
