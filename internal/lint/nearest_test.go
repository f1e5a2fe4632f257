package lint_test

import (
	"testing"

	"github.com/linkup-emulator/linkup-emulator/internal/lint"
)

func TestNearest(t *testing.T) {
	known := []string{"delay", "drip", "error", "every", "answer", "at"}
	for _, tt := range []struct{ name, word, want string }{
		{"letter left out", "dely", "delay"},
		{"letter too many", "delaay", "delay"},
		{"letters swapped", "dealy", "delay"},
		{"letter wrong", "errar", "error"},
		{"capitals", "DELAY", "delay"},
		{"short", "ta", "at"},
		{"too far", "explode", ""},
		{"nothing", "", ""},
		{"too far for its length", "dry", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := lint.Nearest(tt.word, known); got != tt.want || ok != (tt.want != "") {
				t.Errorf("got %q, %v, want %q", got, ok, tt.want)
			}
		})
	}
}
