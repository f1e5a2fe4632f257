package control

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// Part is a part of the state.
type Part string

// The parts, which emulator.Part describes.
const (
	PartAccounts  Part = "accounts"
	PartScenarios Part = "scenarios"
	PartNetworks  Part = "networks"
	PartClock     Part = "clock"
	PartJournal   Part = "journal"
)

// Parts are all parts, in the order in which they are reset.
var Parts = []Part{PartAccounts, PartScenarios, PartNetworks, PartClock, PartJournal}

type hasReset struct {
	Parts []Part `json:"parts"`
	Key   string `json:"key,omitempty"`

	Scenario string `json:"scenario,omitempty"`
}

// postReset answers POST /reset: everything is as the configuration says again; with {"part":"..."} that part alone, with
// {"key":"..."} what is that key's alone; with {"scenario":"..."} the counts of the scenarios of that name and what they made
// of networks, which stay active, all of them or, with key, that key's. It is one step, which no request sees half of. 200 with what was reset; 400
// where the body is anything else, and nothing has changed; 404 where no scenario of that name is active.
func (t *Control) postReset(c echo.Context) (reply, error) {
	var post struct {
		Part Part   `json:"part"`
		Key  string `json:"key"`

		Scenario string `json:"scenario"`
	}
	if err := t.read(c, schemas.ResetPost, &post); err != nil {
		return reply{}, err
	}
	if post.Scenario != "" {
		if post.Part != "" {
			return reply{}, faultf(http.StatusBadRequest, "the body has both part and scenario, want one of the two or none")
		}
		return t.resetScenario(post.Scenario, post.Key)
	}
	done := hasReset{Parts: Parts, Key: post.Key}
	var err error
	switch {
	case post.Key != "" && post.Part != "":
		return reply{}, faultf(http.StatusBadRequest, "the body has both key and part, want one of the two or none")
	case post.Key != "":
		done.Parts = []Part{PartAccounts, PartScenarios, PartNetworks, PartJournal}
		err = t.actions.ResetKey(post.Key)
	case post.Part != "":
		done.Parts = []Part{post.Part}
		err = t.actions.Reset(post.Part)
	default:
		err = t.actions.Reset()
	}
	if err != nil {
		return reply{}, misnamed(err, badRequest)
	}
	return reply{status: http.StatusOK, schema: schemas.Reset, body: done}, nil
}

func (t *Control) resetScenario(name, key string) (reply, error) {
	done := hasReset{Parts: []Part{PartScenarios}, Key: key, Scenario: name}
	found, err := false, error(nil)
	if key == "" {
		found = t.actions.ResetScenario(name)
	} else {
		found, err = t.actions.ResetScenarioFor(key, name)
	}
	switch {
	case err != nil:
		return reply{}, misnamed(err, badRequest)
	case !found:
		return reply{}, faultf(http.StatusNotFound, "no scenario %q is active", name)
	}
	return reply{status: http.StatusOK, schema: schemas.Reset, body: done}, nil
}
