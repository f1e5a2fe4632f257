//go:build unix

package trust_test

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/internal/trust"
)

func mkfifo(path string) error { return syscall.Mkfifo(path, 0o600) }

// opening is the folder that a process of its own is to open, openingNames the names, and openingUser who is to do it, if
// not the one who started it.
const (
	opening      = "TRUST_TEST_OPENING"
	openingNames = "TRUST_TEST_OPENING_NAMES"
	openingUser  = "TRUST_TEST_OPENING_USER"
)

// opened is what that process tells.
type opened struct {
	CA, Leaf   []byte
	Error      string
	Unwritable bool
}

func init() {
	if dir := os.Getenv(opening); dir != "" {
		told, _ := json.Marshal(openAlone(dir))
		fmt.Println(string(told))
		os.Exit(0)
	}
}

// openAlone waits for the end of its standard input, so that many begin at once, and opens the folder.
func openAlone(dir string) opened {
	if user, err := strconv.Atoi(os.Getenv(openingUser)); err == nil {
		if err := errors.Join(syscall.Setgid(user), syscall.Setuid(user)); err != nil {
			return opened{Error: err.Error()}
		}
	}
	_, _ = os.Stdin.Read(make([]byte, 1))
	a, err := trust.Open(dir, strings.Split(os.Getenv(openingNames), ","), now)
	if err != nil {
		return opened{Error: err.Error(), Unwritable: trust.Unwritable(err)}
	}
	chain, err := a.Leaf()
	if err != nil {
		return opened{Error: err.Error()}
	}
	return opened{CA: a.PEM(), Leaf: chain.Certificate[0]}
}

// atOnce opens the folder in as many processes as there are lists of names, all begun at once, as the user if there is one.
func atOnce(t *testing.T, dir, user string, lists ...[]string) []opened {
	t.Helper()
	gate, gateKeeper, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	commands, outs := make([]*exec.Cmd, len(lists)), make([]bytes.Buffer, len(lists))
	for i, names := range lists {
		commands[i] = exec.Command(os.Args[0])
		commands[i].Env = append(os.Environ(), opening+"="+dir, openingNames+"="+strings.Join(names, ","), openingUser+"="+user)
		commands[i].Stdin, commands[i].Stdout = gate, &outs[i]
		if err := commands[i].Start(); err != nil {
			t.Fatal(err)
		}
	}
	gateKeeper.Close()
	gate.Close()
	all := make([]opened, len(lists))
	for i, command := range commands {
		if err := command.Wait(); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(outs[i].Bytes(), &all[i]); err != nil {
			t.Fatalf("got %q: %v", &outs[i], err)
		}
	}
	return all
}

// Processes that start at once, on no folder and with names of their own each, have one authority in the end, which
// speaks for the names of all.
func TestManyProcessesShareOne(t *testing.T) {
	t.Parallel()
	const rounds, processes = 4, 16
	for round := range rounds {
		dir := filepath.Join(t.TempDir(), "folder")
		var lists [][]string
		for i := range processes {
			lists = append(lists, append(names[:len(names):len(names)], fmt.Sprintf("host-%d.internal", i)))
		}
		if round%2 == 0 { // all the same
			for i := range lists {
				lists[i] = names
			}
		}
		all := atOnce(t, dir, "", lists...)
		final := readFile(t, filepath.Join(dir, trust.CertificateFile))
		for i, o := range all {
			if o.Error != "" {
				t.Fatalf("process %d: %s", i, o.Error)
			}
			if round%2 == 0 && !bytes.Equal(o.CA, final) {
				t.Errorf("process %d: got an authority of its own, want that of all", i)
			}
			for _, name := range lists[i] {
				if err := verifyChain(t, final, &tls.Certificate{Certificate: [][]byte{o.Leaf}}, name, now); err != nil {
					t.Errorf("process %d, %s, by what is kept in the end: %v", i, name, err)
				}
			}
		}
		if files := snapshot(t, dir); len(files) != 2 {
			t.Errorf("got the files %v, want the key and the certificate", files)
		}
	}
}

// Whoever reads ca.pem while it is renewed over and over reads a whole certificate.
func TestReaderNeverSeesATornFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	open(t, dir, names, now)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for i := range 30 {
			if _, err := trust.Open(dir, []string{fmt.Sprintf("host-%d", i)}, now); err != nil {
				t.Error(err)
			}
		}
	}()
	for {
		text, err := trust.Certificate(dir)
		if block, rest := pem.Decode(text); err != nil || block == nil || len(rest) > 0 {
			t.Fatalf("got %q, %v, want a whole certificate", text, err)
		}
		select {
		case <-ended:
			return
		default:
		}
	}
}

// unprivileged is a user who may not write a folder of root's; without root the test's own user is one already.
const unprivileged = 65532

// locked is a folder that who opens it cannot write, and the user to open it as.
func locked(t *testing.T, fill bool) (dir, user string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "folder")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if fill {
		open(t, dir, names, now)
	}
	if os.Getuid() != 0 {
		if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
		return dir, ""
	}
	for up := filepath.Dir(dir); up != os.TempDir(); up = filepath.Dir(up) { // t.TempDir is root's alone
		if err := os.Chmod(up, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{dir, filepath.Join(dir, trust.KeyFile), filepath.Join(dir, trust.CertificateFile)} {
		if err := os.Chown(file, unprivileged, unprivileged); err != nil && file == dir {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	return dir, strconv.Itoa(unprivileged)
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	more := append(names[:len(names):len(names)], "emulator.internal")
	rows := []struct {
		name       string
		fill       bool
		below      string
		names      []string
		want       string
		unwritable bool
	}{
		{"empty", false, "", names, "lock the folder of the certificate authority: open ", true},
		{"the folder is missing", false, "below", names, "make the folder of the certificate authority: mkdir ", true},
		{"complete", true, "", names, "", false},
		{"complete, but for a name", true, "", more, "does not speak for all of api.linkupapi.com, localhost, 127.0.0.1, ::1, emulator.internal, and cannot be renewed: ", false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			dir, user := locked(t, row.fill)
			if row.fill {
				_ = os.Remove(filepath.Join(dir, "lock"))
			}
			got := atOnce(t, filepath.Join(dir, row.below), user, row.names)[0]
			if got.Unwritable != row.unwritable || !strings.Contains(got.Error, row.want) || (got.Error == "") != (row.want == "") {
				t.Errorf("got %q, unwritable: %v, want it to say %q, unwritable: %v", got.Error, got.Unwritable, row.want, row.unwritable)
			}
		})
	}
}

// A process that is killed while it makes an authority leaves what the next can use.
func TestKilledWhileItMakesOne(t *testing.T) {
	t.Parallel()
	for i := range 25 {
		dir := t.TempDir()
		command := exec.Command(os.Args[0])
		command.Env = append(os.Environ(), opening+"="+dir, openingNames+"="+strings.Join(names, ","))
		out, err := command.StdoutPipe()
		if err == nil {
			err = command.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() {
			_, _ = io.Copy(io.Discard, out)
			close(ended)
		}()
		awaitFiles(dir, i%5, ended) // another moment each time
		_ = command.Process.Kill()
		<-ended
		_ = command.Wait()
		a := open(t, dir, names, now)
		if err := verify(t, readFile(t, a.Path()), a, "localhost", now); err != nil {
			t.Error(err)
		}
		if files := snapshot(t, dir); len(files) != 2 {
			t.Errorf("got the files %v, want the key and the certificate", files)
		}
	}
}

// awaitFiles waits until the folder has so many files, or the process that makes them has ended.
func awaitFiles(dir string, n int, ended <-chan struct{}) {
	for {
		files, _ := os.ReadDir(dir)
		select {
		case <-ended:
			return
		default:
			if len(files) >= n {
				return
			}
		}
	}
}
