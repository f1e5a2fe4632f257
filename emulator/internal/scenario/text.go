package scenario

import (
	"bytes"
	"encoding/json"

	"github.com/goccy/go-yaml"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Text is the general scenario of that name as it was put or, where it was given otherwise or its match has a secret in it
// that looks real, as YAML of what may be told; ok is false where none is active.
func (st *Stage) Text(name string) (text []byte, ok bool, err error) {
	return st.textOf(func() *run {
		for _, rn := range st.general {
			if rn.scenario.Name == name {
				return rn
			}
		}
		return nil
	})
}

// TextFor is Text of the scenario of one key.
func (st *Stage) TextFor(key contract.APIKey, name string) (text []byte, ok bool, err error) {
	return st.textOf(func() *run {
		st.adopt(key)
		if rn := st.own[key]; rn != nil && rn.scenario.Name == name {
			return rn
		}
		return nil
	})
}

func (st *Stage) textOf(find func() *run) (text []byte, ok bool, err error) {
	st.mu.Lock()
	rn := find()
	st.mu.Unlock()
	if rn == nil {
		return nil, false, nil
	}
	told := rn.scenario.Shown()
	if rn.text != nil && told.sameMatch(rn.scenario) { // neither the text nor the scenario is ever written again
		return rn.text, true, nil
	}
	text, err = json.Marshal(told)
	if err == nil {
		text, err = yaml.JSONToYAML(text)
	}
	return text, true, err
}

// IsJSON says that Parse takes the text for JSON.
func IsJSON(text []byte) bool {
	trimmed := bytes.TrimSpace(text)
	return len(trimmed) > 0 && trimmed[0] == '{' && json.Valid(trimmed)
}
