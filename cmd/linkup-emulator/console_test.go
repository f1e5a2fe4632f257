package main_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestServeHasTheConsole(t *testing.T) {
	for _, row := range []struct {
		name   string
		args   []string
		status int
	}{
		{"by default", nil, 200},
		{"--no-console", []string{"--no-console"}, 404},
		{"the file", []string{"--config", writeConfig(t, "console: false\n")}, 404},
	} {
		t.Run(row.name, func(t *testing.T) {
			response, err := http.Get(serve(t, row.args...).url + "/_emulator/")
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			body, err := io.ReadAll(response.Body)
			if err != nil {
				t.Fatal(err)
			}
			policy := response.Header.Get("Content-Security-Policy")
			if response.StatusCode != row.status || (row.status == 200) != strings.HasPrefix(policy, "default-src 'none'; ") {
				t.Errorf("got %d with the policy %q, want %d: %s", response.StatusCode, policy, row.status, body)
			}
		})
	}
}
