package emulator_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// told is what a stream tells: an event, or a comment, whose event is "".
type told struct{ id, event, data string }

// stream is a client of GET /_emulator/journal/stream.
type stream struct {
	t    *testing.T
	body io.ReadCloser
	in   *bufio.Reader
}

// follows opens a stream; lastEventID is given where it is not "".
func follows(t *testing.T, f *emulator.Fixture, query, lastEventID string) *stream {
	t.Helper()
	request, err := http.NewRequest("GET", f.URL+"/_emulator/journal/stream"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	if lastEventID != "" {
		request.Header.Set("Last-Event-ID", lastEventID)
	}
	response, err := f.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	if got := response.Header.Get("Content-Type"); response.StatusCode != http.StatusOK || got != "text/event-stream" {
		t.Fatalf("got %s and %s, want 200 and an event stream", response.Status, got)
	}
	s := &stream{t, response.Body, bufio.NewReader(response.Body)}
	if got := s.next(); got != (told{}) {
		t.Fatalf("got %+v, want a comment at the start", got)
	}
	return s
}

// next is the next event or comment.
func (s *stream) next() (e told) {
	s.t.Helper()
	e, err := s.read()
	if err != nil {
		s.t.Fatalf("got %v, want an event", err)
	}
	return e
}

func (s *stream) read() (e told, err error) {
	for {
		line, err := s.in.ReadString('\n')
		if err != nil || line == "\n" {
			return e, err
		}
		field, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		switch field {
		case "id":
			e.id = value
		case "event":
			e.event = value
		case "data":
			e.data = value
		}
	}
}

// call is the next event, which is to be a call.
func (s *stream) call() (e emulator.JournalEntry) {
	s.t.Helper()
	event := s.next()
	keeps(s.t, schemas.JournalEntry, answer{body: event.data})
	if err := json.Unmarshal([]byte(event.data), &e); err != nil || event.event != "call" || event.id != fmt.Sprint(e.Seq) {
		s.t.Fatalf("got %+v, %v; want a call whose id is its seq", event, err)
	}
	return e
}

// gap is the next event, which is to be a gap.
func (s *stream) gap() int64 {
	s.t.Helper()
	event := s.next()
	keeps(s.t, schemas.JournalGap, answer{body: event.data})
	var gap struct{ Dropped int64 }
	if err := json.Unmarshal([]byte(event.data), &gap); err != nil || event.event != "gap" || event.id != "" {
		s.t.Fatalf("got %+v, %v; want a gap without an id", event, err)
	}
	return gap.Dropped
}

func TestJournalStream(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	ask(t, f, "a", `{"login_token":"before"}`)
	all, ofA, refusals := follows(t, f, "", ""), follows(t, f, "?key=a", ""), follows(t, f, "?status=401", "")
	ask(t, f, "b", `{"login_token":"c"}`)
	ask(t, f, "", `{}`)
	ask(t, f, "a", `{"login_token":"c"}`)
	for _, row := range []struct {
		of   *stream
		want []int64
	}{{all, []int64{2, 3, 4}}, {ofA, []int64{4}}, {refusals, []int64{3}}} {
		for _, want := range row.want {
			if e := row.of.call(); e.Seq != want {
				t.Errorf("got the call %d, want %d", e.Seq, want)
			}
		}
	}
	want := f.Journal("a")[1]
	ask(t, f, "a", `{"login_token":"c"}`)
	if got := ofA.call(); got.Seq != 5 || got.Key != want.Key || got.Cookie != want.Cookie || *got.Left != *want.Left-1 {
		t.Errorf("got %+v, want what is in the journal", got)
	}
}

func TestJournalStreamTakesUpAgain(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{Journal: 3})
	for range 5 { // 1 and 2 are dropped
		ask(t, f, "k", `{"login_token":"c"}`)
	}
	for name, row := range map[string]struct {
		query, lastEventID string
		gap                int64
		calls              []int64
	}{
		"after the last one":         {"", "5", 0, nil},
		"after one that is kept":     {"", "3", 0, []int64{4, 5}},
		"after one that was dropped": {"", "1", 1, []int64{3, 4, 5}},
		"from the start":             {"?since=0", "", 2, []int64{3, 4, 5}},
		"since":                      {"?since=4", "", 0, []int64{5}},
		"the header goes first":      {"?since=1", "4", 0, []int64{5}},
		"of a process before":        {"", "99", 2, []int64{3, 4, 5}},
		"of a key":                   {"?since=3&key=other", "", 0, nil},
		"of now":                     {"", "", 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := follows(t, f, row.query, row.lastEventID)
			if row.gap > 0 {
				if got := s.gap(); got != row.gap {
					t.Errorf("got a gap of %d, want %d", got, row.gap)
				}
			}
			var got []int64
			for range row.calls {
				got = append(got, s.call().Seq)
			}
			if !slices.Equal(got, row.calls) {
				t.Errorf("got %v, want %v", got, row.calls)
			}
		})
	}
}

// A stream that nothing happens on stays open, past every timeout of the server, and says that it is alive.
func TestJournalStreamStaysOpen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := emulator.RunT(t, emulator.Config{NoListener: true})
		s := follows(t, f, "", "")
		began := time.Now()
		for range 20 {
			if got := s.next(); got != (told{}) {
				t.Fatalf("got %+v, want a comment", got)
			}
		}
		if got := time.Since(began); got != 5*time.Minute {
			t.Errorf("got 20 comments in %v, want one each 15 s", got)
		}
		ask(t, f, "k", `{"login_token":"c"}`)
		if e := s.call(); e.Seq != 1 {
			t.Errorf("got the call %d, want 1", e.Seq)
		}
		s.body.Close()
	})
}

// Who reads too slowly is told how much they missed, and holds nobody up.
func TestJournalStreamToASlowReader(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const calls = 2000
		f := emulator.RunT(t, emulator.Config{NoListener: true})
		s := follows(t, f, "", "")
		for range calls {
			ask(t, f, "", `{}`)
		}
		var seen, missed, last int64
		for seen+missed < calls {
			switch e := s.next(); e.event {
			case "gap":
				var gap struct{ Dropped int64 }
				if err := json.Unmarshal([]byte(e.data), &gap); err != nil {
					t.Fatal(err)
				}
				missed += gap.Dropped
				last += gap.Dropped
			case "call":
				seen++
				if last++; e.id != fmt.Sprint(last) {
					t.Fatalf("got the call %s, want %d", e.id, last)
				}
			}
		}
		if missed == 0 || seen < 256 {
			t.Errorf("got %d told and %d missed, want 256 or more told and some missed", seen, missed)
		}
		s.body.Close()
	})
}

// A stream ends with the emulator, and does not hold it up.
func TestJournalStreamEndsWithTheEmulator(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := emulator.RunT(t, emulator.Config{NoListener: true})
		s := follows(t, f, "", "")
		ask(t, f, "k", `{"login_token":"c"}`)
		s.call()
		began := time.Now()
		closed := make(chan error)
		go func() { closed <- f.Close() }()
		if e, err := s.read(); err != io.EOF {
			t.Errorf("got %+v, %v; want the end", e, err)
		}
		if err := <-closed; err != nil || time.Since(began) >= emulator.DrainTime {
			t.Errorf("got %v after %v, want all drained at once", err, time.Since(began))
		}
	})
}
