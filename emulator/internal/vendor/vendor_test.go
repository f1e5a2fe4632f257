package vendor_test

import (
	"bytes"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/clock"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/cookies"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/credits"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/gate"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/limit"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/vendor"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// stage is the vendor's routes with nothing around them.
type stage struct {
	vendor    *vendor.Vendor
	bank      *credits.Bank
	scenarios *scenario.Stage
	echo      *echo.Echo
	log       bytes.Buffer
}

func newStage(t *testing.T, set *schemas.Set) *stage {
	t.Helper()
	return newStageThat(t, set, vendor.ValidateOnce)
}

// newStageThat is newStage that validates so often.
func newStageThat(t *testing.T, set *schemas.Set, validate vendor.Validation) *stage {
	t.Helper()
	s := &stage{echo: echo.New(), bank: credits.NewBank(credits.Terms{Opening: 10, Now: time.Now}), scenarios: scenario.NewStage(nil)}
	v, err := vendor.New(vendor.Parts{
		Bank: s.bank, Jar: cookies.NewJar(cookies.Terms{}), Stage: s.scenarios, Limiter: limit.New(limit.Rate{}, nil),
		Clock: clock.New(), Schemas: set, Validate: validate, DebugHeaders: true, Gate: gate.New(t.Context()),
		Logger: slog.New(slog.NewTextHandler(&s.log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	v.Register(s.echo)
	s.vendor = v
	return s
}

func (s *stage) ask(body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, contract.GetConnections.Path, strings.NewReader(body))
	request.Header.Set("x-api-key", "k")
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	s.echo.ServeHTTP(recorder, request)
	return recorder
}

// edited is the schemas with a piece of one replaced.
func edited(t *testing.T, file, old, new string) *schemas.Set {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(schemas.FS, "*.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := schemas.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if name == file {
			if !bytes.Contains(text, []byte(old)) {
				t.Fatalf("%s has no %s", name, old)
			}
			text = bytes.Replace(text, []byte(old), []byte(new), 1)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	set, err := schemas.Compile(files)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// A body that breaks its schema is never sent: 500, the complaint in the log, counted, and the charge given back.
func TestBreach(t *testing.T) {
	s := newStage(t, edited(t, "success.schema.json", `"const": 10`, `"const": 11`))
	got := s.ask(`{"login_token":"network-20","start_page":1,"end_page":2}`)
	if want := `{"status":"error","message":"Internal server error"}`; got.Code != 500 || got.Body.String() != want {
		t.Errorf("got %d %s, want 500 %s", got.Code, got.Body, want)
	}
	if h := got.Header(); h.Get("X-Emulator-Charged") != "0" || h.Get("X-Emulator-Credits-Left") != "10" {
		t.Errorf("got %v, want nothing charged", h)
	}
	if s.vendor.Breaches() != 1 {
		t.Errorf("got %d breaches, want 1", s.vendor.Breaches())
	}
	if !strings.Contains(s.log.String(), "/data/pagination/results_per_page") {
		t.Errorf("got the log %s, want the schema's complaint", &s.log)
	}
	a, _ := s.bank.Account("k")
	entries := a.Ledger()
	if len(entries) != 3 || entries[1].Amount != -2 || entries[2].Kind != credits.Refund || entries[2].Amount != 2 {
		t.Errorf("got %+v, want a charge and its refund", entries)
	}
}

// An error whose reason breaks the schema of errors is a breach too.
func TestBreachOfAnError(t *testing.T) {
	s := newStage(t, edited(t, "error.schema.json", `^(Invalid parameter|`, `^(Wrong|`))
	if got := s.ask(`{}`); got.Code != 500 || s.vendor.Breaches() != 1 {
		t.Errorf("got %d %s and %d breaches, want 500 and 1", got.Code, got.Body, s.vendor.Breaches())
	}
}

func TestErrorsThatBreakTheSchemaStopTheStart(t *testing.T) {
	set := edited(t, "error.schema.json", `"Internal server error"`, `"Oops"`)
	if _, err := vendor.New(vendor.Parts{Schemas: set}); err == nil || !strings.Contains(err.Error(), "internal_error breaks the schema of errors") {
		t.Errorf("got %v, want it to name internal_error", err)
	}
}

func TestPanics(t *testing.T) {
	set, err := schemas.Default()
	if err != nil {
		t.Fatal(err)
	}
	s := newStage(t, set)
	s.echo.POST("/panics", s.vendor.Handle(func() error { panic("a bug") }))
	s.echo.POST("/fails", s.vendor.Handle(func() error { return errors.New("a fault") }))
	for path, cause := range map[string]string{"/panics": "panic: a bug", "/fails": "a fault"} {
		recorder := httptest.NewRecorder()
		s.echo.ServeHTTP(recorder, httptest.NewRequest(http.MethodPost, path, nil))
		if want := `{"status":"error","message":"Internal server error"}`; recorder.Code != 500 || recorder.Body.String() != want {
			t.Errorf("%s: got %d %s, want 500 %s", path, recorder.Code, recorder.Body, want)
		}
		if !strings.Contains(s.log.String(), cause) {
			t.Errorf("%s: got the log %s, want %s in it", path, &s.log, cause)
		}
	}
}

// The same question gets the same bytes, whether they were made for it or kept.
func TestKeptPages(t *testing.T) {
	set, err := schemas.Default()
	if err != nil {
		t.Fatal(err)
	}
	s := newStage(t, set)
	a, _ := s.bank.Account("k")
	a.Set(1000)
	for _, body := range []string{
		`{"login_token":"network-25","start_page":1,"end_page":1}`,
		`{"login_token":"network-25","start_page":3,"end_page":3}`,
		`{"login_token":"network-25","start_page":3,"end_page":4}`,
		`{"login_token":"network-25","total_results":10}`,
		`{"login_token":"network-25","total_results":7}`,
		`{"login_token":"network-26","total_results":10}`,
	} {
		first := s.ask(body)
		for range 4 {
			if again := s.ask(body); again.Code != 200 || again.Body.String() != first.Body.String() {
				t.Errorf("%s: got other bytes the next time", body)
			}
		}
	}
	// Page 1 and the first 10 results are the same bytes, so there are 5; two of them may, rarely, want the same slot.
	kept := s.vendor.KeptPages()
	if kept < 4 || kept > 5 {
		t.Errorf("got %d pages kept, want 5", kept)
	}
	s.ask(`{"login_token":"network-25","total_results":20}`)
	s.ask(`{"login_token":"once","total_results":10}`)
	if now := s.vendor.KeptPages(); now != kept {
		t.Errorf("got %d pages kept, want none of what is large or was asked for once", now)
	}
}
