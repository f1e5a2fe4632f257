package main_test

import (
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// With an interval the state is saved while the program runs, too.
func TestStateIsSavedMeanwhile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	p := serve(t, "--state", path, "--state-every", "10ms")
	request, err := http.NewRequest("PUT", p.url+"/_emulator/accounts/k", strings.NewReader(`{"credits":4711}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	for deadline := time.Now().Add(10 * time.Second); ; runtime.Gosched() {
		if text, err := os.ReadFile(path); err != nil {
			t.Fatal(err)
		} else if strings.Contains(string(text), `"credits":4711`) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("got no state with what was set")
		}
	}
}
