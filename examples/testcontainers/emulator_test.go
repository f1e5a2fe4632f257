// Package testcontainers shows the emulator in a container that belongs to a test: for tests of a program that runs in
// containers itself, or that are to run against the very image that CI uses. A Go test that needs neither is faster
// with the package emulator.
package testcontainers_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

const (
	image = "ghcr.io/linkup-emulator/linkup-emulator:latest"
	port  = "8080/tcp"
)

// start runs the emulator for a test, and is its URL once the image's own healthcheck says that it is ready.
func start(t *testing.T, environment map[string]string) string {
	t.Helper()
	testcontainers.SkipIfProviderIsNotHealthy(t)
	emulator, err := testcontainers.Run(t.Context(), image,
		testcontainers.WithExposedPorts(port),
		testcontainers.WithEnv(environment),
		testcontainers.WithWaitStrategy(wait.ForHealthCheck()),
	)
	testcontainers.CleanupContainer(t, emulator)
	if err != nil {
		t.Fatal(err)
	}
	url, err := emulator.PortEndpoint(t.Context(), port, "http")
	if err != nil {
		t.Fatal(err)
	}
	return url
}

func TestAnErrorThatComesWithHTTP200(t *testing.T) {
	url := start(t, map[string]string{"LINKUP_EMULATOR_ERROR_STATUS": "ok", "LINKUP_EMULATOR_LOG_LEVEL": "warn"})

	body := `{"login_token":"expired-cookie","start_page":1,"end_page":5}`
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/v1/network/connections", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("x-api-key", "my-key")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var answer struct{ Status, Message string }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK || answer.Status != "error" {
		t.Errorf("got %s and %+v, want 200 with an error in the body", response.Status, answer)
	}
}
