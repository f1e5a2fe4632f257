package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/internal/lint"
)

func TestErrorIsInTheOrderOfTheFile(t *testing.T) {
	err := lint.New("f", []lint.Fault{
		{Line: 2, Column: 1, Message: "second"}, {Line: 1, Column: 9, Message: "first"},
		{Line: 2, Column: 1, Message: "second"}, {Path: "steps[0]", Message: "nowhere"}, {Message: "whole"},
	})
	if want := "f: whole\nf: steps[0]: nowhere\nf:1:9: first\nf:2:1: second"; err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestErrorListsAHundredFaults(t *testing.T) {
	var faults []lint.Fault
	for i := range 130 {
		faults = append(faults, lint.Fault{Line: i + 1, Column: 1, Message: fmt.Sprint("m", i)})
	}
	lines := strings.Split(lint.New("f", faults).Error(), "\n")
	if len(lines) != 101 || lines[99] != "f:100:1: m99" || lines[100] != "f: and 30 more" {
		t.Errorf("got %d lines that end in %q", len(lines), lines[len(lines)-2:])
	}
}
