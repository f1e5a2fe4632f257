package browser_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience is how long a test waits for what has to come. What it takes is never asserted.
const patience = time.Minute

// tab is a tab with the console in it. When the test ends, it wants that the page has logged no error, has broken no policy
// and has asked no other host.
type tab struct {
	t   testing.TB
	ctx context.Context
	own string // the host that it may ask

	mu       sync.Mutex
	expected []*regexp.Regexp // guarded by mu, as are those below: errors that the test brings about
	errors   []string
	foreign  []string
}

// look is how a tab shows the page. Its zero value is 1280 by 800 pixels, in light.
type look struct {
	width, height int64
	dark          bool
}

// open opens the console of e at a view, such as "live".
func open(t testing.TB, base, view string, looks ...look) *tab {
	t.Helper()
	as := look{}
	if len(looks) > 0 {
		as = looks[0]
	}
	if as.width == 0 {
		as.width, as.height = 1280, 800
	}
	where, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	p := &tab{t: t, own: where.Host}
	// A target of its own context has a storage of its own, so that no test meets what another has left.
	ctx, end := chromedp.NewContext(theBrowser(t), chromedp.WithNewBrowserContext(), chromedp.WithListener(p.note))
	p.ctx = ctx
	if err := chromedp.Do(ctx); err != nil { // without a deadline, which would be that of the tab
		t.Fatalf("open a tab: %v", err)
	}
	t.Cleanup(func() {
		p.judge()
		end()
	})
	scheme := "light"
	if as.dark {
		scheme = "dark"
	}
	must(p, network.Enable, network.EnableParams{})
	must(p, log.Enable, cdp.Empty{})
	must(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: as.width, Height: as.height, DeviceScaleFactor: 1})
	must(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	p.prefers(scheme)
	must(p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watchPolicy})
	p.do("open the page", chromedp.Navigate(base+"/_emulator/#/"+view))
	return p
}

// must sends a command to the tab.
func must[P, R any](p *tab, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	result, err := chromedp.Call(ctx, command, params)
	if err != nil {
		p.t.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

// watchPolicy notes what the Content-Security-Policy stops.
const watchPolicy = `window.policyBroken = [];
addEventListener("securitypolicyviolation", (e) => window.policyBroken.push(e.violatedDirective + " " + e.blockedURI + " " + e.sample));`

func (p *tab) note(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			words := []string{string(e.Type)}
			for _, arg := range e.Args {
				words = append(words, string(arg.Value)+arg.Description)
			}
			p.errors = append(p.errors, strings.Join(words, " "))
		}
	case *runtime.EventExceptionThrown:
		p.errors = append(p.errors, (&chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails}).Error())
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			p.errors = append(p.errors, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	case *network.EventRequestWillBeSent:
		if to, err := url.Parse(e.Request.URL); err != nil || to.Scheme != "blob" && to.Scheme != "data" && to.Host != p.own {
			p.foreign = append(p.foreign, e.Request.URL)
		}
	}
}

// expect lets the page log what matches, as a browser does of each answer that is an error.
func (p *tab) expect(pattern string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.expected = append(p.expected, regexp.MustCompile(pattern))
}

func (p *tab) judge() {
	p.t.Helper()
	broken, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]string]("window.policyBroken"))
	if err != nil {
		p.t.Errorf("ask for what the policy has stopped: %v", err)
	}
	if len(broken) > 0 {
		p.t.Errorf("the Content-Security-Policy: got %q broken, want nothing", broken)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.foreign) > 0 {
		p.t.Errorf("other hosts: got requests to %q, want none", p.foreign)
	}
	for _, text := range p.errors {
		known := false
		for _, pattern := range p.expected {
			known = known || pattern.MatchString(text)
		}
		if !known {
			p.t.Errorf("the browser's console: got %q, want nothing", text)
		}
	}
}

// do carries out actions, or fails saying what was tried.
func (p *tab) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

// eval is what an expression of the page gives, once the promise that it may be is kept.
func eval[T any](p *tab, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	result, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("evaluate %.300s: %v", expression, err)
	}
	return result
}

// until waits for a condition of the page.
func (p *tab) until(condition string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	script := fmt.Sprintf(`new Promise((done) => {
		const look = () => { let holds = false; try { holds = (%s); } catch {} if (holds) done(true); else setTimeout(look, 10); };
		look();
	})`, condition)
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script, chromedp.EvalAwaitPromise)); err != nil {
		p.t.Fatalf("waited in vain (%v) for %s; the page says: %s", err, condition, p.text("body"))
	}
}

// shows waits until the element, or the whole page for "body", has the text.
func (p *tab) shows(selector, text string) {
	p.t.Helper()
	p.until(fmt.Sprintf(`[...document.querySelectorAll(%s)].some((e) => e.innerText.includes(%s))`, quoted(selector), quoted(text)))
}

func quoted(text string) string {
	body, _ := json.Marshal(text) // a string always is JSON
	return string(body)
}

// text is the text of an element that can be read, even when the test's time is over.
func (p *tab) text(selector string) string {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(`document.querySelector(%s)?.innerText ?? ""`, quoted(selector))))
	if err != nil {
		return err.Error()
	}
	return text
}

// click clicks the first element of the selector with a real mouse.
func (p *tab) click(selector string) {
	p.t.Helper()
	p.do("click "+selector, chromedp.ScrollIntoView(chromedp.CSS(selector)), chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// press clicks the button or link of that name within an element.
func (p *tab) press(within, name string) {
	p.t.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll(%s)].flatMap((e) => [...e.querySelectorAll("button, a, summary, label")])
		.find((b) => (b.getAttribute("aria-label") ?? b.innerText).trim() === %s && !b.disabled)`, quoted(within), quoted(name))
	p.until(find + " !== undefined")
	eval[bool](p, fmt.Sprintf(`(() => {
		document.querySelectorAll("[data-pressed]").forEach((e) => e.removeAttribute("data-pressed"));
		%s.setAttribute("data-pressed", "");
		return true;
	})()`, find))
	p.click("[data-pressed]")
}

// write replaces what a field has by text, key by key.
func (p *tab) write(selector, text string) {
	p.t.Helper()
	p.do("focus "+selector, chromedp.WaitVisible(chromedp.CSS(selector)), chromedp.Focus(chromedp.CSS(selector)))
	eval[bool](p, fmt.Sprintf(`(document.querySelector(%s).select(), true)`, quoted(selector)))
	p.do("write into "+selector, chromedp.KeyEvent(kb.Backspace), chromedp.KeyEvent(text))
}

// keys presses keys wherever the focus is.
func (p *tab) keys(keys string) {
	p.t.Helper()
	p.do(fmt.Sprintf("press %q", keys), chromedp.KeyEvent(keys))
}

// key presses one key of a letter or sign as a person does: what it types is not typed where the page takes the key for
// itself, which what KeyEvent sends would be.
func (p *tab) key(text string) {
	p.t.Helper()
	down := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: text, Text: text, UnmodifiedText: text}
	must(p, input.DispatchKeyEvent, down)
	must(p, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: text})
}

// goes shows a view.
func (p *tab) goes(view string) {
	p.t.Helper()
	eval[string](p, fmt.Sprintf(`location.hash = "#/%s"`, view))
}

// views are the views, and what each of them shows once it has its data.
var views = []struct{ name, ready string }{
	{"live", `document.querySelector("#calls .call-row:not(.head-row)")`},
	{"credits", `document.querySelector("#ledger-sum, .empty")`},
	{"scenarios", `document.querySelector(".shipped li") && !document.querySelector(".view-scenarios .badge.quiet")?.innerText.includes("checking")`},
	{"networks", `document.querySelector(".chooser")`},
	{"findings", `document.querySelector(".view-findings .facts")`},
	{"clock", `document.querySelector(".clock-face")`},
	{"contract", `document.querySelector(".view-contract table")`},
}

var reload = chromedp.Reload()

// blur takes the focus from what has it.
var blur = chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`)
