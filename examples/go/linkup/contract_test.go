package linkup_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/examples/go/linkup"
)

const (
	member = "hedy@example.com" // whose network has people connections, on 11 pages
	people = 109
)

// job is a client whose waits are noted, not waited for, and its file.
type job struct {
	client *linkup.Client
	file   string
	waits  []time.Duration
}

func newJob(t *testing.T, emu *emulator.Fixture, key string) *job {
	j := &job{file: filepath.Join(t.TempDir(), "network.json")}
	j.client = &linkup.Client{Base: emu.URL + "/v1", Key: key, Email: member, Password: "any", HTTP: emu.Client()}
	j.client.Sleep = func(_ context.Context, d time.Duration) error {
		j.waits = append(j.waits, d)
		return nil
	}
	return j
}

func (j *job) sync(t *testing.T) (*linkup.Saved, error) {
	t.Helper()
	return linkup.Sync(t.Context(), j.client, j.file, 3)
}

// bothWays runs a test against an emulator that sends errors with their status, and one that sends them with HTTP 200.
func bothWays(t *testing.T, test func(*testing.T, *emulator.Fixture)) {
	t.Parallel()
	for name, status := range map[string]emulator.ErrorStatus{"http": emulator.ErrorStatusHTTP, "ok": emulator.ErrorStatusOK} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, emulator.RunT(t, emulator.Config{ErrorStatus: status}))
		})
	}
}

func TestFetchesEverybodyOnce(t *testing.T) {
	const half, second = 500 * time.Millisecond, time.Second
	bothWays(t, func(t *testing.T, emu *emulator.Fixture) {
		for _, row := range []struct {
			name, scenario string
			waits          []time.Duration
			cost           int64
		}{
			{"each third request fails", "flaky", []time.Duration{half}, 11},
			{"the cookie dies", "cookie-expires", nil, 11},
			{"too many requests", "rate-limited", []time.Duration{second, second, second}, 11},
			{"no answer, and no charge", "connection-reset", []time.Duration{half}, 11},
			{"an answer that is lost is paid for twice", "lost-answer", []time.Duration{half}, 14},
			{"an answer breaks off", "truncated", []time.Duration{half}, 14},
			{"an answer is not JSON", "malformed", []time.Duration{half}, 14},
			{"an answer is empty, though there is more", "empty-page", []time.Duration{half}, 11},
		} {
			t.Run(row.name, func(t *testing.T) {
				t.Parallel()
				emu.ScenarioFor(row.scenario, row.scenario)
				j := newJob(t, emu, row.scenario)
				saved, err := j.sync(t)
				if err != nil {
					t.Fatal(err)
				}
				everybodyOnce(t, saved)
				if !reflect.DeepEqual(j.waits, row.waits) {
					t.Errorf("waits: got %v, want %v", j.waits, row.waits)
				}
				if spent := emu.Account(row.scenario).Spent; spent != row.cost {
					t.Errorf("credits spent: got %d, want %d", spent, row.cost)
				}
				if again, err := j.sync(t); err != nil || !reflect.DeepEqual(again, saved) {
					t.Errorf("the job again: got %v, %v, want what is in the file", again, err)
				}
			})
		}
	})
}

func everybodyOnce(t *testing.T, saved *linkup.Saved) {
	t.Helper()
	met := map[string]bool{}
	for _, p := range saved.Connections {
		met[p.ProfileURL] = true
	}
	if !saved.Complete || len(saved.Connections) != people || len(met) != people {
		t.Errorf("got complete %v, %d connections, %d of them once; want all of %d", saved.Complete, len(saved.Connections), len(met), people)
	}
}

func TestStopsWithoutCreditsAndGoesOnWhereItWas(t *testing.T) {
	bothWays(t, func(t *testing.T, emu *emulator.Fixture) {
		emu.SetCredits("key", 7) // two ranges of three pages, and one credit over
		j := newJob(t, emu, "key")
		saved, err := j.sync(t)
		if err != nil || saved.Complete || saved.NextPage != 7 || len(saved.Connections) != 60 {
			t.Fatalf("got %+v, %v, want 60 connections and page 7 to go on from", saved, err)
		}
		emu.SetCredits("key", 5)
		if saved, err = j.sync(t); err != nil {
			t.Fatal(err)
		}
		everybodyOnce(t, saved)
		if left := emu.Account("key").Credits; left != 0 {
			t.Errorf("credits left: got %d, want 0", left)
		}
	})
}

func TestGivesUp(t *testing.T) {
	bothWays(t, func(t *testing.T, emu *emulator.Fixture) {
		for _, row := range []struct {
			name, key, email, want string
			waits                  int
		}{
			{"on a cookie that a login does not mend", "scenario-bad-cookie", member, "Invalid or expired LinkedIn cookie (403)", 0},
			{"on an error with HTTP 200, told by its text", "scenario-ok-errors", member, "Invalid or expired LinkedIn cookie (403)", 0},
			{"on a service that stays down", "scenario-outage", member, "Internal server error (500)", 6},
			{"on a key that is none", "scenario-invalid-key", member, "Invalid API key (401)", 0},
			{"on a wrong password", "k", "wrong-password@example.com", "Invalid email or password", 0},
			{"on a member who may not log in", "k", "restricted@example.com", "LinkedIn account restricted", 0},
			{"on a login that wants a code", "k", "verify@example.com", "Check your email", 0},
		} {
			t.Run(row.name, func(t *testing.T) {
				t.Parallel()
				j := newJob(t, emu, row.key)
				j.client.Email = row.email
				if _, err := j.sync(t); err == nil || !strings.Contains(err.Error(), row.want) {
					t.Errorf("got %v, want %s", err, row.want)
				}
				if len(j.waits) != row.waits {
					t.Errorf("got the waits %v, want %d", j.waits, row.waits)
				}
			})
		}
	})
}

func TestStopsAtOnceWithoutAnyCredits(t *testing.T) {
	bothWays(t, func(t *testing.T, emu *emulator.Fixture) {
		emu.Scenario("no-credits")
		saved, err := newJob(t, emu, "key").sync(t)
		if err != nil || saved.Complete || saved.NextPage != 1 || len(saved.Connections) != 0 {
			t.Errorf("got %+v, %v, want nothing, and page 1 to go on from", saved, err)
		}
	})
}

func TestEndsWithItsContext(t *testing.T) {
	t.Parallel()
	emu := emulator.RunT(t)
	emu.Scenario("outage")
	j := newJob(t, emu, "key")
	ctx, cancel := context.WithCancel(t.Context())
	j.client.Sleep = nil
	cancel()
	if _, err := linkup.Sync(ctx, j.client, j.file, 3); err == nil || ctx.Err() == nil || !strings.Contains(err.Error(), ctx.Err().Error()) {
		t.Errorf("got %v, want that the context ended", err)
	}
}

func TestRefusesAFileThatIsNotItsOwn(t *testing.T) {
	t.Parallel()
	emu := emulator.RunT(t)
	j := newJob(t, emu, "key")
	text, _ := json.Marshal("something else")
	if err := os.WriteFile(j.file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := j.sync(t); err == nil || !strings.Contains(err.Error(), j.file) {
		t.Errorf("got %v, want an error that names the file", err)
	}
	if a := emu.Account("key"); a.Requests != 0 {
		t.Errorf("got %d requests, want none", a.Requests)
	}
}
