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

// kills is how often a process is killed while it saves.
const kills = 60

// savingFile names, to a process of its own, the file that it is to save until it is killed, and savingText the file of
// what it saves, but for a number.
const (
	savingFile = "EMULATOR_TEST_SAVING_FILE"
	savingText = "EMULATOR_TEST_SAVING_TEXT"
	number     = `"spent":1234567`
)

// That process does nothing else, so that it starts fast.
func init() {
	if path := os.Getenv(savingFile); path != "" {
		fmt.Fprintln(os.Stderr, saveUntilKilled(path))
		os.Exit(1)
	}
}

// saveUntilKilled says the number that it is about to save, saves, and goes on.
func saveUntilKilled(path string) error {
	text, err := os.ReadFile(os.Getenv(savingText))
	if err != nil {
		return err
	}
	for i := 1; ; i++ {
		numbered := strings.Replace(string(text), number, fmt.Sprintf(`"spent":%d`, i), 1)
		fmt.Printf("saving %d\n", i)
		if err := emulator.SaveFile(path, []byte(numbered)); err != nil {
			return err
		}
	}
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
	text, path := stateToSave(t), filepath.Join(t.TempDir(), "state.json")
	f := emulator.RunT(t, emulator.Config{NoListener: true})
	before := int64(0) // what the file has
	for range kills {
		last := killSaving(t, path, text)
		if found, err := f.LoadState(path); !found && last > 1 || err != nil {
			t.Fatalf("got %v, %v after saving %d began", found, err, last)
		}
		saved := savedNumber(f)
		if whole := saved == last || saved == last-1 && last > 1 || saved == before && last <= 1; !whole {
			t.Fatalf("got %d saved, want %d or what was saved before it", saved, last)
		}
		before = saved
		if files, _ := os.ReadDir(filepath.Dir(path)); len(files) > 1 {
			t.Errorf("got %v, want what was torn cleared away", files)
		}
	}
}

// savedNumber is the number that was saved.
func savedNumber(f *emulator.Fixture) (most int64) {
	for _, a := range f.Accounts() {
		most = max(most, a.Spent)
	}
	return most
}

// killSaving starts a process that saves, kills it somewhere in its first saves, and is the last that it said.
func killSaving(t *testing.T, path, text string) (last int64) {
	process := exec.Command(os.Args[0])
	process.Env = append(os.Environ(), savingFile+"="+path, savingText+"="+text)
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
