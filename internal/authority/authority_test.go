package authority_test

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"slices"
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

// newKey is a key, and how it is written.
func newKey(t testing.TB) (*authority.Key, []byte) {
	t.Helper()
	key, err := authority.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	text, err := key.PEM()
	if err != nil {
		t.Fatal(err)
	}
	return key, text
}

func certified(t testing.TB, key *authority.Key) *authority.Authority {
	t.Helper()
	a, err := key.Certify(names, now)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func parse(key, certificate []byte) (*authority.Authority, error) {
	k, err := authority.ParseKey(key)
	if err != nil {
		return nil, err
	}
	return k.Parse(certificate)
}

func TestParseReadsWhatWasWritten(t *testing.T) {
	t.Parallel()
	key, text := newKey(t)
	a := certified(t, key)
	again, err := parse(text, a.PEM())
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

// A key alone is enough to be the same authority again.
func TestCertifyKnowsItsKey(t *testing.T) {
	t.Parallel()
	key, _ := newKey(t)
	a, again := certified(t, key), certified(t, key)
	for name, trusted := range map[string]*authority.Authority{"first": a, "again": again} {
		for _, chain := range []*tls.Certificate{leaf(t, a, names, now), leaf(t, again, names, now)} {
			if err := verify(t, trusted, chain, "localhost", now); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// foreign is a certificate of the key that this package did not make.
func foreign(t *testing.T, key []byte, isCA bool) []byte {
	t.Helper()
	block, _ := pem.Decode(key)
	private, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: now.Add(year), IsCA: isCA, BasicConstraintsValid: true}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, private.(crypto.Signer).Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	return authority.CertificatePEM(raw)
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	own, key := newKey(t)
	a := certified(t, own)
	certificate := a.PEM()
	other := made(t, names).PEM()
	rsaKey, _ := rsa.GenerateKey(rand.Reader, 2048)
	rsaRaw, _ := x509.MarshalPKCS8PrivateKey(rsaKey)
	rsaPEM := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: rsaRaw})
	raw, _ := pem.Decode(certificate)
	raw.Bytes[len(raw.Bytes)-1] ^= 1
	rows := []struct {
		name             string
		key, certificate []byte
		want             string
	}{
		{"empty key", nil, certificate, `no whole PEM block "PRIVATE KEY"`},
		{"no PEM", []byte("hello"), certificate, `no whole PEM block "PRIVATE KEY"`},
		{"torn key", key[:len(key)-40], certificate, `no whole PEM block "PRIVATE KEY"`},
		{"certificate for a key", certificate, certificate, `no whole PEM block "PRIVATE KEY"`},
		{"no key in it", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("x")}), certificate, "its key cannot be read"},
		{"key of another kind", rsaPEM, certificate, "its key cannot be read"},
		{"key and more", slices.Concat(key, certificate), certificate, `more in it than one PEM block "PRIVATE KEY"`},
		{"empty certificate", key, nil, `no whole PEM block "CERTIFICATE"`},
		{"torn certificate", key, certificate[:len(certificate)-40], `no whole PEM block "CERTIFICATE"`},
		{"no certificate in it", key, authority.CertificatePEM([]byte("x")), "its certificate cannot be read"},
		{"another's certificate", key, other, "of another key"},
		{"a server's certificate", key, authority.CertificatePEM(leaf(t, a, names, now).Certificate[0]), "of another key"},
		{"two certificates", key, slices.Concat(certificate, other), `more in it than one PEM block "CERTIFICATE"`},
		{"a bit that flipped", key, pem.EncodeToMemory(raw), "not that of an authority, or broken"},
		{"no authority's certificate", key, foreign(t, key, false), "not that of an authority, or broken"},
		{"another program's certificate", key, foreign(t, key, true), "of another program's making"},
	}
	for _, row := range rows {
		_, err := parse(row.key, row.certificate)
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got %v, want it to say %q", row.name, err, row.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	own, key := newKey(f)
	certificate := certified(f, own).PEM()
	f.Add(key, certificate)
	f.Add([]byte("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"), certificate)
	f.Fuzz(func(t *testing.T, key, certificate []byte) {
		k, err := authority.ParseKey(key)
		if err != nil {
			return
		}
		again, err := k.PEM()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := authority.ParseKey(again); err != nil {
			t.Errorf("the key: got %v for what was read and written, want it taken", err)
		}
		a, err := k.Parse(certificate)
		if err != nil {
			return
		}
		if _, err := k.Parse(a.PEM()); err != nil {
			t.Errorf("the certificate: got %v for what was read and written, want it taken", err)
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
