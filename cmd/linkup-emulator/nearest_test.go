package main_test

import (
	"testing"

	"pgregory.net/rapid"

	main "github.com/linkup-emulator/linkup-emulator/cmd/linkup-emulator"
)

func TestNearest(t *testing.T) {
	words := []string{"credits", "charge", "charge_errors", "listen"}
	rows := []struct {
		name, word, want string
	}{
		{"letter dropped", "credit", "credits"},
		{"letters swapped", "lisetn", "listen"},
		{"hyphen for underscore", "charge-errors", "charge_errors"},
		{"exactly one of them", "charge", "charge"},
		{"nothing like it", "zebra", ""},
		{"empty", "", ""},
		{"short and all different", "xy", ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got, ok := main.Nearest(row.word, words)
			if got != row.want || ok != (row.want != "") {
				t.Errorf("got %q, %v, want %q", got, ok, row.want)
			}
		})
	}
}

func TestDistanceIsAMetric(t *testing.T) {
	word := rapid.StringMatching(`[abcé]{0,8}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := word.Draw(t, "a"), word.Draw(t, "b"), word.Draw(t, "c")
		if got := main.Distance(a, b); (got == 0) != (a == b) {
			t.Errorf("distance(%q, %q): got %d, want 0 for equal words alone", a, b, got)
		}
		if there, back := main.Distance(a, b), main.Distance(b, a); there != back {
			t.Errorf("distance(%q, %q): got %d, and %d the other way round", a, b, there, back)
		}
		if direct, round := main.Distance(a, c), main.Distance(a, b)+main.Distance(b, c); direct > round {
			t.Errorf("distance(%q, %q): got %d, want at most %d, that by way of %q", a, c, direct, round, b)
		}
	})
}
