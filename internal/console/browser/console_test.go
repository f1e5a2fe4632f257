package browser_test

import (
	"encoding/json"
	"fmt"
	"net"
	"regexp"
	"strings"
	"testing"
)

func TestFirstCallAppearsWithoutAReload(t *testing.T) {
	t.Parallel()
	e := run(t)
	p := open(t, e.url, "live")
	p.shows(".first h1", "Nothing has called yet")
	p.shows("#snippet", "curl -X POST "+e.url+"/v1/network/connections")
	for _, language := range []string{"Go", "Node", "Python"} {
		p.press(".tabs", language)
		p.shows("#snippet", e.url+"/v1/network/connections")
	}
	p.shows(".waiting", "Listening for the first call")
	eval[bool](p, "window.sameDocument = true")

	if status, body := e.call(t, "my-first-key", "network-42", 1, 2); status != 200 {
		t.Fatalf("the call: got %d %s, want 200", status, body)
	}
	p.shows(".call-row", "pages 1–2")
	row := p.text(".call-row.good")
	for _, want := range []string{"200", "20 people", "−2", "998", "key:", "cookie:"} {
		if !strings.Contains(row, want) {
			t.Errorf("the row: got %q, want %q in it", row, want)
		}
	}
	if !eval[bool](p, "window.sameDocument === true") {
		t.Error("the page was loaded anew, want the first call to come by itself")
	}
}

func TestCallOpensWithBothBodies(t *testing.T) {
	t.Parallel()
	e := run(t)
	send(t, "POST", e.url+"/v1/network/connections", `{"login_token":"network-5","country":"US","page":3,"total_results":5}`, "x-api-key", "my-first-key")
	p := open(t, e.url, "live")
	p.shows(".call-row.good", "first 5")
	p.click(".call-row.good")
	p.shows(".detail", "Schema")
	p.shows(".detail .badge.good", "proven")
	p.shows(".detail .warnings", `unknown field "page" was ignored`)
	p.shows(".detail .body:first-child", `"login_token": "cookie:`)
	p.shows(".detail .body:last-child", `"total_available_results": 5`)
	p.shows(".detail .body:last-child", `"results_per_page": 10`)

	eval[bool](p, `(navigator.clipboard.writeText = async (text) => { window.copied = text; }, true)`)
	p.press(".detail", "Copy as curl")
	p.until("window.copied")
	want := "curl -X POST '" + e.url + "/v1/network/connections' \\\n  -H 'x-api-key: YOUR_API_KEY' \\\n  -H 'Content-Type: application/json' \\\n" +
		`  -d '{"login_token":"YOUR_COOKIE","country":"US","page":"a number","total_results":5}'`
	if got := eval[string](p, "window.copied"); regexp.MustCompile(`"page":[^,]*`).ReplaceAllString(got, `"page":"a number"`) != want {
		t.Errorf("copy as curl: got %s\nwant %s", got, want)
	}
	p.keys("\x1b")
	p.until(`!document.querySelector(".detail") && document.activeElement.id === "calls"`)
}

func TestFilters(t *testing.T) {
	t.Parallel()
	e := run(t)
	e.control(t, "PUT", "accounts/other-key/scenario?name=bad-cookie", "")
	for range 3 {
		e.call(t, "my-first-key", "network-42", 1, 1)
	}
	e.call(t, "other-key", "network-9", 1, 1)
	e.call(t, "my-first-key", "expired-1", 1, 1)
	p := open(t, e.url, "live")
	rows := func(n int) {
		t.Helper()
		p.until(fmt.Sprintf(`document.querySelectorAll(".list-body .call-row").length === %d`, n))
	}
	rows(5)
	p.click("#filter-key")
	p.keys("my-first-key\r")
	rows(4)
	if got := eval[string](p, `document.querySelector("#filter-key").value`); !regexp.MustCompile(`^key:[0-9a-f]{6}$`).MatchString(got) {
		t.Errorf("the filter: got %q, want the fingerprint in the place of the key", got)
	}
	choose := func(label, value string) {
		t.Helper()
		eval[bool](p, fmt.Sprintf(`(() => {
			const select = [...document.querySelectorAll(".filter")].find((f) => f.innerText.includes(%q)).querySelector("select");
			select.value = %q;
			return select.dispatchEvent(new Event("change", { bubbles: true }));
		})()`, label, value))
	}
	choose("Status", "errors")
	rows(1)
	p.shows(".call-row.warn", "403")
	p.press(".filters", "Clear filter")
	rows(5)
	choose("Scenario", "bad-cookie")
	rows(1)
	p.press(".filters", "Clear filter")
	p.press(".toolbar", "❚❚ Pause")
	e.call(t, "my-first-key", "network-42", 2, 2)
	p.shows(".pill", "1 new row")
	rows(5)
	p.press(".toolbar", "▶ Go on")
	rows(6)
}

func TestScenarioOfThePageChangesTheNextAnswer(t *testing.T) {
	t.Parallel()
	e := run(t)
	if status, _ := e.call(t, "my-first-key", "network-42", 1, 1); status != 200 {
		t.Fatalf("before: got %d, want 200", status)
	}
	p := open(t, e.url, "scenarios")
	p.press(".shipped", "Activate bad-cookie")
	p.shows(".notice", "bad-cookie is active.")
	if status, _ := e.call(t, "my-first-key", "network-42", 1, 1); status != 403 {
		t.Errorf("with the scenario on: got %d, want 403", status)
	}
	p.shows(".card.scenario", "1 request")
	p.shows(".card.scenario .steps", "error: invalid_cookie")
	p.press(".card.scenario", "Stop bad-cookie")
	p.shows(".view-scenarios", "Every request gets its ordinary answer")
	if status, _ := e.call(t, "my-first-key", "network-42", 1, 1); status != 200 {
		t.Errorf("with the scenario stopped: got %d, want 200", status)
	}

	p.press(".target", "one key")
	p.write("#target-key", "other-key")
	p.press(".shipped", "Activate no-credits")
	p.shows(".card.scenario .print", "key:")
	if status, _ := e.call(t, "other-key", "network-42", 1, 1); status != 402 {
		t.Errorf("the one key: got %d, want 402", status)
	}
	if status, _ := e.call(t, "my-first-key", "network-42", 1, 1); status != 200 {
		t.Errorf("another key: got %d, want 200", status)
	}
}

func TestScenarioTellsWhereEachCookieStands(t *testing.T) {
	t.Parallel()
	e := run(t)
	e.control(t, "PUT", "scenarios/cookie-expires", "")
	for range 3 {
		e.call(t, "my-first-key", "network-42", 1, 1)
	}
	e.call(t, "my-first-key", "network-43", 1, 1)
	p := open(t, e.url, "scenarios")
	p.shows(".card.scenario details", "Where 2 counts stand")
	p.shows(".card.scenario table", "step 2 of 2")
	p.shows(".card.scenario table", "step 1 of 2")
	p.press(".card.scenario", "Reset cookie-expires")
	p.shows(".notice", "cookie-expires begins anew.")
	if status, _ := e.call(t, "my-first-key", "network-42", 1, 1); status != 200 {
		t.Errorf("after the reset: got %d, want 200 of the first step", status)
	}
}

func TestCreditsOfThePageAreThoseOfTheAPI(t *testing.T) {
	t.Parallel()
	e := run(t)
	e.call(t, "my-first-key", "network-42", 1, 2)
	p := open(t, e.url, "credits")
	p.write("#credits", "3")
	p.press(".account-head", "Set credits")
	p.shows(".notice", "The balance is 3 credits now.")
	var account struct{ Credits int }
	if err := json.Unmarshal([]byte(e.control(t, "GET", "accounts/my-first-key", "")), &account); err != nil || account.Credits != 3 {
		t.Errorf("the API: got %+v, %v, want 3 credits", account, err)
	}
	if status, _ := e.call(t, "my-first-key", "network-42", 1, 4); status != 402 {
		t.Errorf("4 pages for 3 credits: got %d, want 402", status)
	}
	p.shows(".legend.bad", "1 refusal")
	p.shows("tfoot", "is the balance")
	p.until(`document.querySelector("#ledger-sum").innerText === "3"`)
	p.until(`document.querySelector(".chart canvas").width > 100`)

	p.write("#credits", "1.5")
	p.press(".account-head", "Set credits")
	p.shows(".notice.bad", `got "1.5", want a whole number`)
}

func TestBrokenScenarioShowsTheLintAtItsLine(t *testing.T) {
	t.Parallel()
	e := run(t)
	p := open(t, e.url, "scenarios")
	p.write("#scenario-text", "name: broken\rsteps:\r  - dely: 3s\r  - error: invalid_cokie\r")
	p.shows(".faults", `unknown action "dely"`)
	p.shows(".faults", "line 3, column 5")
	p.shows(".faults", `did you mean "delay"?`)
	p.shows(".faults", "line 4")
	p.until(`[...document.querySelectorAll(".gutter .bad")].map((e) => e.innerText).join() === "3,4"`)
	p.until(`document.querySelector(".view-scenarios button.primary:disabled")?.innerText === "Put it"`)
	p.press(".faults", "line 3, column 5")
	p.until(`(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.querySelector("#scenario-text")) === "dely"`)

	p.write("#scenario-text", "name: mended\rsteps:\r  - error: invalid_cookie\r")
	p.shows(".panel-head .badge.good", "well")
	p.press(".view-scenarios", "Put it")
	p.shows(".card.scenario", "mended")
	if status, _ := e.call(t, "my-first-key", "network-42", 1, 1); status != 403 {
		t.Errorf("the scenario that was put: got %d, want 403", status)
	}
	p.press(".shipped", "Open flaky in the editor")
	p.until(`document.querySelector("#scenario-text").value.includes("name: flaky")`)
}

func TestClockIsTurned(t *testing.T) {
	t.Parallel()
	e := run(t, "--cookie-ttl=1h")
	e.call(t, "my-first-key", "network-42", 1, 1)
	p := open(t, e.url, "clock")
	p.press(".view-clock", "❚❚ Freeze")
	p.shows(".view-clock .badge", "frozen")
	p.press(".view-clock", "+ a day")
	p.shows(".notice", "Advanced by a day")
	if status, _ := e.call(t, "my-first-key", "network-42", 1, 1); status != 403 {
		t.Errorf("a cookie of an hour, a day later: got %d, want 403", status)
	}
	var clock struct{ Frozen bool }
	if err := json.Unmarshal([]byte(e.control(t, "GET", "clock", "")), &clock); err != nil || !clock.Frozen {
		t.Errorf("the API: got %+v, %v, want it frozen", clock, err)
	}
	p.press(".view-clock", "Back to the machine's time")
	p.shows(".view-clock", "the time of the machine")
}

func TestFindingsAndBudget(t *testing.T) {
	t.Parallel()
	e := run(t, "--budget=5")
	p := open(t, e.url, "findings")
	p.shows(".budget", "0 of 5 credits")
	for range 3 {
		e.call(t, "my-first-key", "network-42", 1, 2)
	}
	p.shows(".budget", "6 of 5 credits")
	p.shows(".budget .badge", "overspent")
	p.shows(".findings", "bought pages again")
	p.press(".title-row", "Begin anew")
	p.shows(".view-findings .empty", "Nothing to judge yet")
}

func TestContractCopiesSpecialValues(t *testing.T) {
	t.Parallel()
	e := run(t, "--lenient")
	p := open(t, e.url, "contract")
	p.shows(".view-contract table", "network-N")
	p.shows(".view-contract table", "lenient")
	p.shows(".view-contract .badge.warn", "default false")
	eval[bool](p, `(navigator.clipboard.writeText = async (text) => { window.copied = text; }, true)`)
	p.click(".view-contract table .copy")
	p.until(`window.copied.startsWith("expired")`)
	p.write(".view-contract input", "Retry-After")
	p.until(`document.querySelectorAll(".view-contract .panel").length < 5`)
}

func TestFirstCallIsShownForTheEndpointsOwnListener(t *testing.T) {
	t.Parallel()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	apart := free.Addr().String()
	free.Close()
	e := run(t, "--control-listen="+apart)
	p := open(t, "http://"+apart, "live")
	p.shows("#snippet", "curl -X POST "+e.url+"/v1/network/connections")
	e.call(t, "my-first-key", "network-42", 1, 2)
	p.shows(".call-row", "pages 1–2")
}
