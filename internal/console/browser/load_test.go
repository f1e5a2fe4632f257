package browser_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
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
	go func() { done <- flood(t, e) }()
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
	worst := 0.0
	for _, wait := range slow {
		worst = max(worst, wait)
	}
	t.Logf("%d calls in %v: %.0f a second; the page has %s; %d keys, of which %d took 16 ms or longer to show, the slowest %.0f ms",
		storm, took.Round(time.Millisecond), storm/took.Seconds(), count, pressed, len(slow), worst)
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

// flood makes the calls at their rate, each of which has to be answered, and says how long that took.
func flood(t *testing.T, e *emulator) time.Duration {
	const callers = 16
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: callers}}
	defer client.CloseIdleConnections()
	leave := make(chan struct{}, rate)
	var lost atomic.Int64
	var calling sync.WaitGroup
	for range callers {
		calling.Go(func() {
			for range leave {
				if !answered(client, e.url) {
					lost.Add(1)
				}
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
	if lost.Load() > 0 {
		t.Errorf("the server: %d of %d calls were not answered with 200", lost.Load(), storm)
	}
	return time.Since(began)
}

func answered(client *http.Client, url string) bool {
	body := strings.NewReader(`{"login_token":"network-42","start_page":1,"end_page":1}`)
	request, err := http.NewRequest("POST", url+"/v1/network/connections", body)
	if err != nil {
		return false
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("x-api-key", "my-first-key")
	response, err := client.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err == nil && response.StatusCode == http.StatusOK
}

// calls makes 12,000 calls, as fast as they are answered.
func calls(t *testing.T, e *emulator) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}
	defer client.CloseIdleConnections()
	var calling sync.WaitGroup
	for range 8 {
		calling.Go(func() {
			for range 1500 {
				if !answered(client, e.url) {
					t.Error("a call was not answered with 200")
				}
			}
		})
	}
	calling.Wait()
}

// TestTenThousandCallsStayFluid scrolls through a list of 10,000, of which the document has what is seen.
func TestTenThousandCallsStayFluid(t *testing.T) {
	e := run(t, "--journal=20000")
	e.control(t, "PUT", "accounts/my-first-key", `{"credits":1000000}`)
	calls(t, e)
	p := open(t, e.url, "live")
	p.shows(".count", "12,000 calls")
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
