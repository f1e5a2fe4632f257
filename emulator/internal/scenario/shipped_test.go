package scenario_test

import (
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

func TestShipped(t *testing.T) {
	all, err := scenario.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		t.Logf("%s: %+v", s.Name, s)
	}
}
