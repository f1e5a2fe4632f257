package emulator_test

import (
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// atOnce is how many tests run side by side: most of them wait, for timeouts and for what a scenario delays, and their
// waits are to overlap also on a machine with few cores.
const atOnce = 8

func TestMain(m *testing.M) {
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "test.parallel" })
	if !given {
		if err := flag.Set("test.parallel", strconv.Itoa(max(atOnce, runtime.GOMAXPROCS(0)))); err != nil {
			panic(err)
		}
	}
	goleak.VerifyTestMain(m)
}

const path = "/v1/network/connections"

// answer is what came back, its body whole.
type answer struct {
	status int
	header http.Header
	body   string
}

// send sends a request with the headers given as name, value, name, value.
func send(t testing.TB, f *emulator.Fixture, method, path, body string, headers ...string) answer {
	t.Helper()
	request, err := http.NewRequest(method, f.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := f.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(text)}
}

// ask asks for connections, as a client does.
func ask(t testing.TB, f *emulator.Fixture, key, body string) answer {
	t.Helper()
	return send(t, f, http.MethodPost, path, body, "x-api-key", key, "Content-Type", "application/json")
}

// delivered is a success that keeps its schema and every rule that a schema cannot say.
func delivered(t testing.TB, a answer, query string) contract.Data {
	t.Helper()
	if a.status != http.StatusOK {
		t.Fatalf("got status %d with %s, want 200", a.status, a.body)
	}
	set, err := schemas.Default()
	if err != nil {
		t.Fatal(err)
	}
	if err := set.Check(schemas.Success, []byte(a.body)); err != nil {
		t.Fatal(err)
	}
	var success contract.Success
	if err := json.Unmarshal([]byte(a.body), &success); err != nil {
		t.Fatal(err)
	}
	read := contract.Parse([]byte(query), true)
	if err := contract.CheckSuccess(read.Query, success); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return success.Data
}

// refused checks that a is an error of the envelope, and nothing else.
func refused(t testing.TB, a answer, status int, message string) {
	t.Helper()
	var got map[string]string
	if err := json.Unmarshal([]byte(a.body), &got); err != nil {
		t.Fatalf("got the body %q: %v", a.body, err)
	}
	if a.status != status || got["message"] != message || got["status"] != "error" || len(got) != 2 {
		t.Errorf("got %d %s\nwant %d %s", a.status, a.body, status, message)
	}
	if got := a.header.Get("Content-Type"); got != "application/json" {
		t.Errorf("got Content-Type %q, want application/json", got)
	}
}
