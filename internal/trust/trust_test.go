package trust_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/internal/authority"
	"github.com/linkup-emulator/linkup-emulator/internal/trust"
)

const year = 365 * 24 * time.Hour

var (
	now   = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	names = authority.Names("api.linkupapi.com")
)

func open(t *testing.T, dir string, names []string, at time.Time) *trust.Authority {
	t.Helper()
	a, err := trust.Open(dir, names, at)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// verify is what a client that trusts what is in a PEM, and nothing else, says to a server.
func verify(t *testing.T, ca []byte, server *trust.Authority, host string, at time.Time) error {
	t.Helper()
	chain, err := server.Leaf()
	if err != nil {
		t.Fatal(err)
	}
	return verifyChain(t, ca, chain, host, at)
}

func verifyChain(t *testing.T, ca []byte, chain *tls.Certificate, host string, at time.Time) error {
	t.Helper()
	leaf, err := x509.ParseCertificate(chain.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(ca) {
		t.Fatalf("got a PEM that no client takes: %s", ca)
	}
	_, err = leaf.Verify(x509.VerifyOptions{DNSName: host, Roots: roots, CurrentTime: at})
	return err
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func writeFile(t *testing.T, path string, text []byte, mode fs.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, text, mode); err != nil {
		t.Fatal(err)
	}
}

// snapshot is all files of a folder but the lock, by name.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, entry := range entries {
		if entry.Type().IsRegular() && entry.Name() != "lock" {
			files[entry.Name()] = string(readFile(t, filepath.Join(dir, entry.Name())))
		}
	}
	return files
}

func TestMadeOnFirstUseAndKept(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "config", "linkup-emulator")
	a := open(t, dir, names, now)
	if a.Change() != trust.Made || a.Path() != filepath.Join(dir, "ca.pem") || !bytes.Equal(readFile(t, a.Path()), a.PEM()) {
		t.Errorf("got %s, at %s, want it made, and kept in ca.pem", a.Change(), a.Path())
	}
	before := snapshot(t, dir)
	if len(before) != 2 {
		t.Errorf("got the files %v, want the key and the certificate", before)
	}
	again := open(t, dir, names, now.Add(year))
	if again.Change() != trust.Found || !bytes.Equal(again.PEM(), a.PEM()) {
		t.Errorf("got it %s, want the same found", again.Change())
	}
	for _, name := range names {
		if err := verify(t, a.PEM(), again, name, now.Add(year)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after := snapshot(t, dir); len(after) != 2 || after[trust.KeyFile] != before[trust.KeyFile] || after[trust.CertificateFile] != before[trust.CertificateFile] {
		t.Error("got other files, want those that were there")
	}
	if ca, err := trust.Certificate(dir); err != nil || !bytes.Equal(ca, a.PEM()) {
		t.Errorf("for a client: got %q, %v, want the certificate", ca, err)
	}
}

func TestEachFolderHasAnAuthorityOfItsOwn(t *testing.T) {
	t.Parallel()
	one, other := open(t, t.TempDir(), names, now), open(t, t.TempDir(), names, now)
	if err := verify(t, one.PEM(), other, "localhost", now); err == nil {
		t.Error("got trust in the other's leaf, want none")
	}
}

func TestPermissions(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has access lists in the place of permissions")
	}
	dir := filepath.Join(t.TempDir(), "folder")
	open(t, dir, names, now)
	for path, want := range map[string]fs.FileMode{".": 0o700, trust.KeyFile: 0o600, trust.CertificateFile: 0o644} {
		info, err := os.Stat(filepath.Join(dir, path))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: got %v, %v, want %v", path, info.Mode().Perm(), err, want)
		}
	}
	for _, mode := range []fs.FileMode{0o640, 0o604, 0o620, 0o666} {
		if err := os.Chmod(filepath.Join(dir, trust.KeyFile), mode); err != nil {
			t.Fatal(err)
		}
		_, err := trust.Open(dir, names, now)
		if err == nil || !strings.Contains(err.Error(), "so that others can use the key, want 0600: if nobody has, chmod 600") {
			t.Errorf("%v: got %v, want it refused with what to do", mode, err)
		}
	}
	if err := os.Chmod(filepath.Join(dir, trust.KeyFile), 0o400); err != nil {
		t.Fatal(err)
	}
	open(t, dir, names, now)
}

func TestRenewed(t *testing.T) {
	t.Parallel()
	more := authority.Names("api.linkupapi.com", "emulator.internal")
	rows := []struct {
		name  string
		names []string
		after time.Duration
		want  trust.Change
	}{
		{"nothing new", names, 0, trust.Found},
		{"fewer names", names[:1], 0, trust.Found},
		{"eight years on", names, 8 * year, trust.Found},
		{"a name more", more, 0, trust.Renewed},
		{"it ends within the life of a leaf", names, 9 * year, trust.Renewed},
		{"it is over", names, 20 * year, trust.Renewed},
		{"made by a clock that was ahead", names, -year, trust.Renewed},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			dir, at := t.TempDir(), now.Add(row.after)
			old := open(t, dir, names, now)
			key := readFile(t, filepath.Join(dir, trust.KeyFile))
			a := open(t, dir, row.names, at)
			if a.Change() != row.want || !bytes.Equal(readFile(t, a.Path()), a.PEM()) || bytes.Equal(a.PEM(), old.PEM()) != (row.want == trust.Found) {
				t.Errorf("got it %s, want it %s, and kept", a.Change(), row.want)
			}
			if !bytes.Equal(readFile(t, filepath.Join(dir, trust.KeyFile)), key) {
				t.Error("got another key, want the same")
			}
			for _, name := range row.names {
				if err := verify(t, a.PEM(), a, name, at); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
			if again := open(t, dir, names, at); again.Change() != trust.Found || !bytes.Equal(again.PEM(), a.PEM()) {
				t.Errorf("once more: got it %s, want what was renewed found", again.Change())
			}
		})
	}
}

// Who trusts the certificate of before a renewal trusts servers of after it, and the other way around.
func TestRenewedIsTrustedAsBefore(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	old := open(t, dir, names, now)
	renewed := open(t, dir, append(names[:len(names):len(names)], "emulator.internal"), now)
	same := open(t, dir, names, now)
	if err := verify(t, old.PEM(), same, "localhost", now); err != nil {
		t.Errorf("the new one's leaf by the old one: %v", err)
	}
	if err := verify(t, renewed.PEM(), old, "localhost", now); err != nil {
		t.Errorf("the old one's leaf by the new one: %v", err)
	}
	if err := verify(t, old.PEM(), renewed, "localhost", now); err == nil {
		t.Error("got trust of the old one in a leaf with a name more, want none: it is not constrained to it")
	}
}

func TestKeyAloneGetsACertificate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	old := open(t, dir, names, now)
	if err := os.Remove(old.Path()); err != nil {
		t.Fatal(err)
	}
	a := open(t, dir, names, now)
	if a.Change() != trust.Renewed {
		t.Errorf("got it %s, want it renewed", a.Change())
	}
	if err := verify(t, old.PEM(), a, "localhost", now); err != nil {
		t.Errorf("who trusts the certificate that is gone: %v", err)
	}
}

// What is there and cannot be used is told, and stays as it is.
func TestRefused(t *testing.T) {
	t.Parallel()
	rows := []struct {
		name    string
		breakIt func(t *testing.T, key, certificate string)
		want    []string
	}{
		{"half a key", func(t *testing.T, key, _ string) { writeFile(t, key, readFile(t, key)[:100], 0o600) },
			[]string{"ca-key.pem: it has no whole PEM block", "remove it and", "ca.pem to have a new authority made, which clients have to trust anew"}},
		{"an empty key", func(t *testing.T, key, _ string) { writeFile(t, key, nil, 0o600) },
			[]string{"ca-key.pem: it has no whole PEM block"}},
		{"a key that is none", func(t *testing.T, key, _ string) { writeFile(t, key, bytes.Repeat([]byte{0}, 300), 0o600) },
			[]string{"ca-key.pem: it has no whole PEM block"}},
		{"half a certificate", func(t *testing.T, _, ca string) { writeFile(t, ca, readFile(t, ca)[:100], 0o600) },
			[]string{"ca.pem: it has no whole PEM block", "remove it to have it made anew, for the same key"}},
		{"an empty certificate", func(t *testing.T, _, ca string) { writeFile(t, ca, nil, 0o600) },
			[]string{"ca.pem: it has no whole PEM block"}},
		{"the key of another", func(t *testing.T, key, _ string) {
			other := t.TempDir()
			open(t, other, names, now)
			writeFile(t, key, readFile(t, filepath.Join(other, trust.KeyFile)), 0o600)
		}, []string{"ca.pem: its certificate is of another key than", "ca-key.pem; bring back the one", "or remove both"}},
		{"no key", func(t *testing.T, key, _ string) {
			if err := os.Remove(key); err != nil {
				t.Fatal(err)
			}
		}, []string{"ca.pem: its key", "ca-key.pem is missing; bring the key back, or remove", "which clients have to trust anew"}},
		{"a folder for a key", func(t *testing.T, key, _ string) {
			if err := errors.Join(os.Remove(key), os.Mkdir(key, 0o700)); err != nil {
				t.Fatal(err)
			}
		}, []string{"ca-key.pem: is no file"}},
		{"a disk for a certificate", func(t *testing.T, _, ca string) {
			if err := os.Truncate(ca, 1<<30); err != nil {
				t.Fatal(err)
			}
		}, []string{"ca.pem: has 1073741824 bytes, more than any key or certificate"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			open(t, dir, names, now)
			key, ca := filepath.Join(dir, trust.KeyFile), filepath.Join(dir, trust.CertificateFile)
			row.breakIt(t, key, ca)
			before, _ := os.Stat(ca)
			_, err := trust.Open(dir, names, now.Add(20*year))
			if err == nil || trust.Unwritable(err) {
				t.Fatalf("got %v, want that it cannot be used", err)
			}
			for _, want := range row.want {
				if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "PRIVATE KEY-----") {
					t.Errorf("got %v\nwant it to say %q", err, want)
				}
			}
			if after, _ := os.Stat(ca); before.Size() != after.Size() || !before.ModTime().Equal(after.ModTime()) {
				t.Error("got a certificate that was written, want what was there")
			}
		})
	}
}

// A pipe in the place of a file has nobody wait.
func TestPipeForACertificate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := mkfifo(filepath.Join(dir, trust.CertificateFile)); err != nil {
		t.Skip(err)
	}
	if _, err := trust.Certificate(dir); err == nil || !strings.Contains(err.Error(), "is no file") {
		t.Errorf("got %v, want that it is no file", err)
	}
}

// What a crash left of a key is cleared away: it is a secret.
func TestLeftoversAreClearedAway(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, torn := range []string{".ca-key.pem.123.tmp", ".ca.pem.123.tmp"} {
		writeFile(t, filepath.Join(dir, torn), []byte("half"), 0o600)
	}
	open(t, dir, names, now)
	if files := snapshot(t, dir); len(files) != 2 {
		t.Errorf("got the files %v, want the key and the certificate alone", files)
	}
}

func TestCertificateOfNoFolder(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "none")
	if _, err := trust.Certificate(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want that it does not exist", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want no folder made", err)
	}
}

func TestFleeting(t *testing.T) {
	t.Parallel()
	a, err := trust.Fleeting(names, now)
	if err != nil {
		t.Fatal(err)
	}
	if err := verify(t, a.PEM(), a, "api.linkupapi.com", now); err != nil || a.Path() != "" || a.Change() != trust.Made {
		t.Errorf("got %v, %q, %s, want an authority without a file", err, a.Path(), a.Change())
	}
}

func TestUnwritable(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	writeFile(t, file, nil, 0o600)
	_, err := trust.Open(filepath.Join(file, "folder"), names, now)
	if err == nil || trust.Unwritable(err) {
		t.Errorf("under a file: got %v, want a fault that is not that the folder cannot be written", err)
	}
	for _, fault := range []error{nil, fs.ErrPermission, syscall.EROFS} {
		if trust.Unwritable(fault) {
			t.Errorf("%v of somebody else: got that the folder cannot be written", fault)
		}
	}
}
