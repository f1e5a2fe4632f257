package browser_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
)

const (
	rate  = 5000  // calls a second
	storm = 20000 // calls
)

// TestPageAnswersInAStormOfCalls is the stream with 5,000 calls a second on the server. How long the page takes to answer is
// the browser's own measure, from a key to the frame that shows what it did; it is printed, and no time is asserted.
func TestPageAnswersInAStormOfCalls(t *testing.T) {
	e := run(t)
	e.call(t, "my-first-key", "network-42", 1, 1)
	e.control(t, "PUT", "accounts/my-first-key", `{"credits":1000000}`)
	p := open(t, e.url, "live")
	p.until(`document.querySelector("#calls")`)
	eval[bool](p, `(() => {
		window.waits = [];
		new PerformanceObserver((list) => { for (const e of list.getEntries()) if (e.name === "keydown") window.waits.push(e.duration); }).observe({ type: "event", durationThreshold: 16 });
		window.told = 0;
		for (const place of document.querySelectorAll("[aria-live]")) {
			new MutationObserver(() => window.told++).observe(place, { childList: true, characterData: true, subtree: true });
		}
		document.querySelector("#calls").focus();
		return true;
	})()`)

	done := make(chan time.Duration)
	callers := dial(t, e)
	go func() { done <- flood(callers) }()
	pressed, took := 0, time.Duration(0)
	for beat := time.NewTicker(100 * time.Millisecond); took == 0; {
		select {
		case took = <-done:
			beat.Stop()
		case <-beat.C:
			p.keys([]string{kb.ArrowDown, kb.ArrowUp, kb.End, kb.Home}[pressed%4])
			pressed++
		}
	}
	var report struct{ Calls int }
	if err := json.Unmarshal([]byte(e.control(t, "GET", "report", "")), &report); err != nil || report.Calls != storm+1 {
		t.Errorf("the server: got %d calls (%v), want all %d", report.Calls, err, storm+1)
	}
	// The page has every call, or says how many it has not.
	p.until(counts(storm + 1))
	count := p.text(".count")
	slow := eval[[]float64](p, `new Promise((done) => setTimeout(() => done(window.waits), 200))`)
	slices.Sort(slow)
	slow = append([]float64{0}, slow...) // where none was slow
	t.Logf("%d calls in %v: %.0f a second; the page has %s; %d keys, of which %d took 16 ms or longer to show, %.0f ms in their median and %.0f ms at most",
		storm, took.Round(time.Millisecond), storm/took.Seconds(), count, pressed, len(slow)-1, slow[len(slow)/2], slow[len(slow)-1])
	p.until("window.told > 0")
	if told := eval[int](p, "window.told"); told > 10 {
		t.Errorf("a screen reader was told of %d calls %d times, want a few", storm, told)
	}
	if pressed == 0 {
		t.Error("no key was pressed in the storm")
	}
}

// counts is the condition that the page tells of so many calls: "12,345 calls, 20 missed".
func counts(calls int) string {
	return fmt.Sprintf(`[/([\d,]+) calls/, /([\d,]+) missed/].reduce((sum, part) =>
		sum + Number((part.exec(document.querySelector(".count").innerText)?.[1] ?? "0").replaceAll(",", "")), 0) === %d`, calls)
}

// flood makes the calls of a storm at their rate, each of which has to be answered, and says how long that took.
func flood(callers []*caller) time.Duration {
	leave := make(chan struct{}, rate)
	var calling sync.WaitGroup
	for _, c := range callers {
		calling.Go(func() {
			for range leave {
				c.call()
			}
		})
	}
	began, beat := time.Now(), time.NewTicker(time.Millisecond)
	for sent := 0; sent < storm; {
		due := min(storm, int(rate*(<-beat.C).Sub(began).Seconds()))
		for ; sent < due; sent++ {
			leave <- struct{}{}
		}
	}
	beat.Stop()
	close(leave)
	calling.Wait()
	return time.Since(began)
}

// calls makes 12,000 calls, as fast as they are answered.
func calls(t *testing.T, e *emulator) {
	t.Helper()
	var calling sync.WaitGroup
	for _, c := range dial(t, e) {
		calling.Go(func() {
			for range 1500 {
				c.call()
			}
		})
	}
	calling.Wait()
}

// caller makes the same call again and again over one connection. It costs less than a client of net/http does, so that
// what it takes of the machine is not what the page is found to lack.
type caller struct {
	t       *testing.T
	conn    net.Conn
	reader  *bufio.Reader
	request []byte
	broken  bool
}

// dial makes eight callers.
func dial(t *testing.T, e *emulator) (callers []*caller) {
	t.Helper()
	const body = `{"login_token":"network-42","start_page":1,"end_page":1}`
	request := fmt.Sprintf("POST /v1/network/connections HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"+
		"x-api-key: my-first-key\r\nContent-Length: %d\r\n\r\n%s", host(e.url), len(body), body)
	for range 8 {
		conn, err := net.Dial("tcp", host(e.url))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		callers = append(callers, &caller{t: t, conn: conn, reader: bufio.NewReader(conn), request: []byte(request)})
	}
	return callers
}

// call wants 200 with a whole body. After one that fails there are no more.
func (c *caller) call() {
	if c.broken {
		return
	}
	if err := c.exchange(); err != nil {
		c.broken = true
		c.t.Errorf("the server: a call was lost: %v", err)
	}
}

func (c *caller) exchange() error {
	if _, err := c.conn.Write(c.request); err != nil {
		return err
	}
	response, err := http.ReadResponse(c.reader, nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("got %s, want 200", response.Status)
	}
	_, err = io.Copy(io.Discard, response.Body)
	return err
}

// TestTenThousandCallsStayFluid scrolls through a list of 10,000, of which the document has what is seen.
func TestTenThousandCallsStayFluid(t *testing.T) {
	e := run(t, "--journal=20000")
	e.control(t, "PUT", "accounts/my-first-key", `{"credits":1000000}`)
	calls(t, e)
	p := open(t, e.url, "live")
	p.until(counts(12_000)) // some of them missed, where the page is slower than the stream
	rows, err := strconv.Atoi(eval[string](p, `document.querySelector("#calls").getAttribute("aria-rowcount")`))
	if err != nil || rows < 10_000 || rows > 11_001 {
		t.Errorf("rows of the list: got %d (%v), want 10,000 and what may be there until the oldest are cut off", rows, err)
	}
	frames := eval[[]float64](p, `new Promise((done) => {
		const list = document.querySelector("#calls"), frames = [];
		let n = 0, last = performance.now();
		const next = (now) => {
			frames.push(now - last);
			last = now;
			if (++n === 60) return done(frames.slice(1));
			list.scrollTop = (list.scrollHeight * n) / 60;
			requestAnimationFrame(next);
		};
		requestAnimationFrame(next);
	})`)
	slices.Sort(frames)
	inDocument := eval[int](p, `document.querySelectorAll(".list-body .call-row").length`)
	t.Logf("%d rows, %d of them in the document; scrolled through in %d frames, of %.0f ms in the median and %.0f ms at most", rows-1, inDocument, len(frames), frames[len(frames)/2], frames[len(frames)-1])
	if inDocument > 100 {
		t.Errorf("rows in the document: got %d, want no more than are seen and a few", inDocument)
	}
	p.until(`document.querySelector("#calls").scrollTop > 100000 && document.querySelector(".list-body .call-row")`)
	e.call(t, "my-first-key", "network-42", 1, 2)
	p.shows(".pill", "new row")
	p.click(".pill")
	p.until(`document.querySelector(".list-body .call-row").innerText.includes("pages 1–2")`)

	const first = `document.querySelector(".list-body .call-row").id`
	p.press(".toolbar", "❚❚ Pause")
	before := eval[string](p, first)
	calls(t, e) // which would push out all that is shown
	p.until(counts(24_001))
	if after := eval[string](p, first); after != before {
		t.Errorf("the first row while it is paused: got %s, want %s as before", after, before)
	}
	p.press(".toolbar", "▶ Go on")
	p.until(first + ` !== "` + before + `"`)
	t.Logf("the page's heap: %.1f MB", eval[float64](p, `performance.memory.usedJSHeapSize`)/1e6)
}
