package reach

import (
	"fmt"
	"strings"
)

// Shell is a language in which variables are set.
type Shell string

// The shells.
const (
	Sh         Shell = "sh" // and bash, zsh, dash, ksh
	Fish       Shell = "fish"
	PowerShell Shell = "powershell"
)

// Shells are all of them.
var Shells = []Shell{Sh, Fish, PowerShell}

// Script is what sets the variables, and unsets those without a value: a line for each, if no value has line breaks.
func (s Shell) Script(variables []Variable) string {
	var script strings.Builder
	for _, v := range variables {
		set, unset := "export %s=%s\n", "unset %s\n"
		switch s {
		case Fish:
			set, unset = "set -gx %s %s\n", "set -e %s\n"
		case PowerShell:
			set, unset = "$env:%s = %s\n", "Remove-Item -ErrorAction SilentlyContinue Env:%s\n"
		}
		if v.Value == "" {
			fmt.Fprintf(&script, unset, v.Name)
		} else {
			fmt.Fprintf(&script, set, v.Name, s.quoted(v.Value))
		}
	}
	return script.String()
}

// quoted is a value between single quotes, in which nothing is special but what is replaced.
func (s Shell) quoted(value string) string {
	special := []string{`'`, `'\''`}
	switch s {
	case Fish:
		special = []string{`\`, `\\`, `'`, `\'`}
	case PowerShell: // to which the four curly ones are the same
		special = []string{`'`, `''`, "\u2018", "\u2018\u2018", "\u2019", "\u2019\u2019", "\u201a", "\u201a\u201a", "\u201b", "\u201b\u201b"}
	}
	return "'" + strings.NewReplacer(special...).Replace(value) + "'"
}
