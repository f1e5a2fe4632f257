package emulator_test

import (
	"os/exec"
	"strings"
	"testing"
)

// Who imports the fixture gets no command line, metrics, container or file-watching library with it.
func TestImports(t *testing.T) {
	t.Parallel()
	list, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(list))
	if len(packages) < 50 {
		t.Fatalf("got %d packages, want all that are imported", len(packages))
	}
	for _, p := range packages {
		for _, unwanted := range []string{
			"os/exec", "github.com/alecthomas/", "github.com/spf13/", "github.com/urfave/",
			"github.com/prometheus/", "go.opentelemetry.io/", "github.com/docker/", "github.com/testcontainers/",
			"github.com/fsnotify/", "github.com/elazarl/", "github.com/chromedp/",
			"github.com/linkup-emulator/linkup-emulator/cmd/", "github.com/linkup-emulator/linkup-emulator/bench",
			"github.com/linkup-emulator/linkup-emulator/internal/console",
		} {
			if p == unwanted || strings.HasSuffix(unwanted, "/") && strings.HasPrefix(p, unwanted) {
				t.Errorf("got %s among what the package imports", p)
			}
		}
	}
}
