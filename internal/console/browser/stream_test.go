package browser_test

import (
	"fmt"
	"strings"
	"testing"
)

// netErrors are what the browser logs when the server is away.
const netErrors = `ERR_(CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|SOCKET_NOT_CONNECTED)`

func host(url string) string { return strings.TrimPrefix(url, "http://") }

func TestDroppedStreamRecovers(t *testing.T) {
	t.Parallel()
	e := run(t, "--journal=3")
	r := relayTo(t, host(e.url))
	p := open(t, r.url, "live")
	p.expect(netErrors)
	e.call(t, "my-first-key", "network-42", 1, 1)
	p.shows(".call-row", "page 1")

	r.sever(true)
	p.shows(".link", "Server away")
	p.shows(".banner.bad", "The server is away.")
	for page := 2; page <= 6; page++ { // of which the journal keeps three
		e.call(t, "my-first-key", "network-60", page, page)
	}
	r.sever(false)
	p.press(".link", "Try now")
	p.shows(".link", "Live")
	p.until(`!document.querySelector(".banner.bad")`)
	p.shows(".mark-row.reconnect", "The stream was cut, and goes on here")
	p.shows(".mark-row.gap", "2 calls missing here")
	for page := 4; page <= 6; page++ {
		p.shows(".call-row", fmt.Sprintf("page %d", page))
	}
	if got := eval[int](p, `document.querySelectorAll(".list-body .call-row:not(.mark-row)").length`); got != 4 {
		t.Errorf("calls in the list: got %d, want the first and the three that were kept, none twice", got)
	}
}

func TestServerStartedAnewIsTold(t *testing.T) {
	t.Parallel()
	before, after := run(t), run(t)
	r := relayTo(t, host(before.url))
	p := open(t, r.url, "live")
	p.expect(netErrors)
	for range 3 {
		before.call(t, "my-first-key", "network-42", 1, 1)
	}
	p.until(`document.querySelectorAll(".list-body .call-row").length === 3`)
	after.call(t, "my-first-key", "network-42", 4, 5)
	r.lead(host(after.url))
	r.sever(false)
	p.shows(".mark-row.restart", "The server was started anew")
	p.shows(".call-row", "pages 4–5")
	if got := eval[int](p, `document.querySelectorAll(".list-body .call-row:not(.mark-row)").length`); got != 4 {
		t.Errorf("calls in the list: got %d, want three of the one and one of the other", got)
	}
}

func TestJournalThatIsOffIsTold(t *testing.T) {
	t.Parallel()
	p := open(t, run(t, "--journal=0").url, "live")
	p.expect(`404 \(Not Found\)`)
	p.shows(".empty", "No journal is kept")
}

func TestTokenIsAskedForOnce(t *testing.T) {
	t.Parallel()
	e := run(t, "--control-token=open-sesame")
	e.call(t, "my-first-key", "network-42", 1, 2)
	p := open(t, e.url, "live")
	p.expect(`401 \(Unauthorized\)`)
	p.shows(".gate", "This emulator wants its token")
	p.until(`document.activeElement.id === "token"`)
	p.keys("open-says-me\r")
	p.shows(".gate .problem", "another token than the server's")
	p.write("#token", "open-sesame")
	p.keys("\r")
	p.shows(".call-row", "pages 1–2")
	for _, v := range views {
		p.goes(v.name)
		p.until(v.ready)
	}
	p.do("load it anew", reload)
	p.until(views[len(views)-1].ready)
	if text := p.text("body"); strings.Contains(text, "wants its token") {
		t.Errorf("after a reload: got %q, want no second question", text)
	}
	if got := eval[string](p, `document.documentElement.outerHTML`); strings.Contains(got, "open-sesame") {
		t.Error("the token is in the document")
	}
}
