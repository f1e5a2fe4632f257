package network_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/brianvoe/gofakeit/v7/data"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
)

// TestVerifyNamesTheCulprit changes gofakeit's data in a process of its own, as a test that plays with gofakeit might.
func TestVerifyNamesTheCulprit(t *testing.T) {
	if os.Getenv("CHANGE_GOFAKEIT") != "" {
		data.SetSub("person", "first", []string{"Somebody"})
		network.Of("some-cookie").Connection(0)
		if err := network.Verify(); err == nil || !strings.Contains(err.Error(), "v7.18.1") {
			t.Fatalf("got %v, want an error that names the version of gofakeit", err)
		}
		return
	}
	c := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	c.Env = append(os.Environ(), "CHANGE_GOFAKEIT=1")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}
