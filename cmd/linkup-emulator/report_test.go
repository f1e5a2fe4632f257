package main_test

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

const twoPages = `{"login_token":"my-secret-cookie","start_page":1,"end_page":2}`

// spender is the URL of an emulator of which my-secret-key bought two pages twice, for 4 credits.
func spender(t *testing.T, flags ...string) string {
	t.Helper()
	url := serve(t, flags...).url
	asked(t, url, "my-secret-key", twoPages)
	asked(t, url, "my-secret-key", twoPages)
	asked(t, url, "other", `{}`)
	return url
}

func TestReportCommand(t *testing.T) {
	url, idle := spender(t), serve(t).url
	const nobody = "no call was made: an empty run shows nothing (is the client under test pointed at the emulator?)"
	rows := []struct {
		name   string
		args   []string
		status int
		out    []string // in what is printed
		fault  string
	}{
		{"text", []string{"--url", url}, 0, []string{"3 calls, 4 credits charged; on the real service: 4 credits\n", "1 finding, 2 credits wasted\n  bought_twice: the client bought pages again"}, ""},
		{"of a key", []string{"--url", url, "--key=other"}, 0, []string{"1 call, 0 credits charged", "no findings\n"}, ""},
		{"markdown", []string{"--url", url, "--format=markdown"}, 0, []string{"## What the run cost\n\n3 calls, 4 credits charged", "| `bought_twice` |"}, ""},
		{"junit", []string{"--url", url, "--format=junit"}, 0, []string{`<testsuite name="linkup-emulator" tests="9" failures="1" errors="0" skipped="0" `, `<property name="credits" value="4">`}, ""},
		{"within the budget", []string{"--url", url, "--budget=4"}, 0, []string{"3 calls"}, ""},
		{"over the budget", []string{"--url", url, "--budget=3"}, 1, []string{"3 calls"}, "report: spent 4 credits, 1 more than the budget of 3"},
		{"over the budget, junit", []string{"--url", url, "--budget=3", "--format=junit"}, 1, []string{`tests="10" failures="2"`, "spent at most 3 credits"}, "report: spent 4 credits, 1 more than the budget of 3"},
		{"no call", []string{"--url", idle}, 1, []string{"0 calls", "no findings"}, "report: " + nobody},
		{"no call, json", []string{"--url", idle, "--format=json"}, 1, []string{`"calls": 0,`}, "report: " + nobody},
		{"no call of the key", []string{"--url", url, "--key=nobody"}, 1, []string{"0 calls"}, "report: " + nobody},
		{"no call, budget", []string{"--url", idle, "--budget=9"}, 1, []string{"0 calls"}, "report: " + nobody},
		{"no call, junit", []string{"--url", idle, "--format=junit"}, 1, []string{`failures="1"`}, "report: " + nobody},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			status, stdout, stderr := run(t, append([]string{"report"}, row.args...)...)
			fault := strings.TrimSuffix(strings.TrimPrefix(stderr, "linkup-emulator: "), "\n")
			if status != row.status || fault != row.fault {
				t.Errorf("got status %d and %q, want %d and %q", status, fault, row.status, row.fault)
			}
			for _, want := range row.out {
				if !strings.Contains(stdout, want) {
					t.Errorf("got %s\nwant %q in it", stdout, want)
				}
			}
			for _, secret := range []string{"my-secret-key", "my-secret-cookie"} {
				if strings.Contains(stdout+stderr, secret) {
					t.Errorf("got %s in %s%s", secret, stdout, stderr)
				}
			}
		})
	}
}

func TestReportCommandPrintsWhatCanBeRead(t *testing.T) {
	url := spender(t)
	_, text, _ := run(t, "report", "--url", url, "--format=json")
	var told emulator.Report
	if err := json.Unmarshal([]byte(text), &told); err != nil || told.Credits != 4 || len(told.Findings) != 1 || told.Findings[0].Name != emulator.BoughtTwice {
		t.Errorf("got %v, %s", err, text)
	}
	_, text, _ = run(t, "report", "--url", url, "--format=junit")
	var suite struct {
		Cases []struct {
			Name    string    `xml:"name,attr"`
			Failure *struct{} `xml:"failure"`
		} `xml:"testcase"`
	}
	if err := xml.Unmarshal([]byte(text), &suite); err != nil || len(suite.Cases) != 9 {
		t.Errorf("got %v, %s", err, text)
	}
}

// The command finds the emulator by the settings of serve, carries its token, and says why where it cannot.
func TestReportCommandFindsTheEmulator(t *testing.T) {
	nobody := httptest.NewServer(http.NotFoundHandler())
	defer nobody.Close()
	url := spender(t, "--control-token=t0ken")
	rows := []struct {
		name string
		args []string
		want string // on standard error; "" for a report
	}{
		{"by listen", []string{"--listen=" + strings.TrimPrefix(url, "http://"), "--control-token=t0ken"}, ""},
		{"without the token", []string{"--url=" + url}, "report: GET " + url + "/_emulator/report: status 401: "},
		{"another server", []string{"--url=" + nobody.URL}, "report: GET " + nobody.URL + "/_emulator/report: status 404 and no word of an emulator; is another server there?\n"},
		{"no control routes", []string{"--control-listen=off"}, "report: the control routes are turned off (control_listen)\n"},
		{"a format", []string{"--format=xml"}, `--format: got "xml", want text, json, markdown or junit` + "\n"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			status, stdout, stderr := run(t, append([]string{"report"}, row.args...)...)
			if row.want == "" && (status != 0 || !strings.Contains(stdout, "3 calls")) {
				t.Errorf("got status %d, %q and %q, want the report", status, stdout, stderr)
			}
			if row.want != "" && (status != 1 || stdout != "" || !strings.HasPrefix(stderr, "linkup-emulator: "+row.want)) {
				t.Errorf("got status %d, %q and %q, want 1 and %q", status, stdout, stderr, row.want)
			}
		})
	}
}

// A run ends with exit status 1 where it spent more than its budget, or nobody called.
func TestServeKeepsABudget(t *testing.T) {
	rows := []struct {
		name   string
		flags  []string
		calls  int // of 2 credits each
		status int
		log    string
	}{
		{"no budget", nil, 3, 0, ""},
		{"kept", []string{"--budget=4"}, 2, 0, "budget=4 spent=4"},
		{"not kept", []string{"--budget=3"}, 2, 1, "spent 4 credits, 1 more than the budget of 3"},
		{"of none", []string{"--budget=0"}, 1, 1, "spent 2 credits, 2 more than the budget of 0"},
		{"no call", []string{"--budget=3"}, 0, 1, "no call was made"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			served := serve(t, row.flags...)
			for range row.calls {
				asked(t, served.url, "k", twoPages)
			}
			clearReport(t, served.url) // which is no way round the budget
			served.stop()
			if got := <-served.done; got != row.status || !strings.Contains(served.log.String(), row.log) {
				t.Errorf("got status %d and the log %s\nwant %d and %q", got, served.log.String(), row.status, row.log)
			}
		})
	}
}

func clearReport(t *testing.T, url string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodDelete, url+"/_emulator/report", nil)
	if err != nil {
		t.Fatal(err)
	}
	do(t, request)
}
