package emulator_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// How often a process is killed while it saves, and how many files there are at a time, each with a process of its own.
const kills, files = 200, 4

// number is what the process that saves writes anew each time.
const number = `"spent":1234567`

// saver builds the program that saves until it is killed. It is one of its own, and without the race detector, so that it
// starts fast.
func saver(t *testing.T) (program string) {
	t.Helper()
	program = filepath.Join(t.TempDir(), "saver")
	out, err := exec.Command("go", "build", "-o", program, "./testdata/saver").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// stateToSave is a state in a file, long enough that a save takes its time.
func stateToSave(t *testing.T) string {
	t.Helper()
	f := emulator.RunT(t, emulator.Config{NoListener: true})
	for i := range 60 {
		f.SetCredits(fmt.Sprint("key-", i), 1)
	}
	text, err := f.State()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "text.json")
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), `"spent":0`, number, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Whenever a process is killed that saves, the file is whole, and it is the last that was saved or the one before.
func TestKilledWhileSaving(t *testing.T) {
	t.Parallel()
	program, text := saver(t), stateToSave(t)
	for i := range files {
		t.Run(fmt.Sprint("file ", i+1), func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "state.json")
			f := emulator.RunT(t, emulator.Config{NoListener: true})
			before, torn := int64(0), 0 // what the file has, and how many saves were killed halfway
			for range kills / files {
				last := killSaving(t, program, path, text, number)
				if left, _ := os.ReadDir(filepath.Dir(path)); len(left) > 1 {
					torn++
				}
				before = survives(t, f, path, before, last)
			}
			if torn == 0 {
				t.Errorf("got no save killed halfway of %d, so nothing is proven", kills/files)
			}
		})
	}
}

// survives loads a file, which had the number before when a process was killed that had said it saves the last one, and is
// the number that it has.
func survives(t *testing.T, f *emulator.Fixture, path string, before, last int64) (saved int64) {
	t.Helper()
	if found, err := f.LoadState(path); !found && last > 1 || err != nil {
		t.Fatalf("got %v, %v after saving %d began", found, err, last)
	}
	saved = savedNumber(f)
	if whole := saved == last || saved == last-1 && last > 1 || saved == before && last <= 1; !whole {
		t.Fatalf("got %d saved, want %d or what was saved before it", saved, last)
	}
	if files, _ := os.ReadDir(filepath.Dir(path)); len(files) > 1 {
		t.Errorf("got %v, want what was torn cleared away", files)
	}
	return saved
}

// savedNumber is the number that was saved.
func savedNumber(f *emulator.Fixture) (most int64) {
	for _, a := range f.Accounts() {
		most = max(most, a.Spent)
	}
	return most
}

// killSaving starts a process that saves, kills it somewhere in its first saves, and is the last that it said.
func killSaving(t *testing.T, command ...string) (last int64) {
	t.Helper()
	process := exec.Command(command[0], command[1:]...)
	out, err := process.StdoutPipe()
	if err == nil {
		err = process.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for range 1 + rand.IntN(2) {
		last = saying(lines, last)
	}
	for range rand.IntN(200_000) { // some way into the save, elsewhere each time
		_ = os.Args
	}
	_ = process.Process.Kill()
	for next := saying(lines, last); next != last; next = saying(lines, last) {
		last = next
	}
	_ = process.Wait() // says that it was killed
	return last
}

// saying is the number in the next line, or last at the end.
func saying(lines *bufio.Reader, last int64) int64 {
	line, err := lines.ReadString('\n')
	if err != nil {
		return last
	}
	if n, err := strconv.ParseInt(strings.TrimSpace(strings.TrimPrefix(line, "saving ")), 10, 64); err == nil {
		return n
	}
	return last
}
