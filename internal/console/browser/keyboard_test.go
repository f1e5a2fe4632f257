package browser_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestByKeyboardAlone opens and closes what there is without a mouse.
func TestByKeyboardAlone(t *testing.T) {
	t.Parallel()
	e := run(t)
	for page := 1; page <= 4; page++ {
		e.call(t, "my-first-key", "network-42", page, page)
	}
	p := open(t, e.url, "live")
	p.until(views[0].ready)
	p.keys(kb.Tab)
	p.until(`document.activeElement.className === "skip" && document.activeElement.getBoundingClientRect().top >= 0`)
	p.keys(kb.Enter)
	p.until(`document.activeElement.id === "main"`)
	for range 20 { // to the list, through what is before it
		if eval[bool](p, `document.activeElement.id === "calls"`) {
			break
		}
		p.keys(kb.Tab)
	}
	p.until(`document.activeElement.id === "calls" && document.activeElement.matches(":focus-visible")`)
	p.keys(kb.ArrowDown + kb.ArrowDown)
	p.until(`document.querySelector("#" + document.activeElement.getAttribute("aria-activedescendant")).innerText.includes("page 3")`)
	p.keys(kb.Enter)
	p.shows(".detail", "Delivered")
	p.keys(kb.Escape)
	p.until(`!document.querySelector(".detail") && document.activeElement.id === "calls"`)
	p.keys(kb.End + kb.Enter)
	p.until(`document.querySelector(".call-row.open").innerText.includes("page 1")`)
	p.keys(kb.Escape)

	p.key("/")
	p.until(`document.activeElement.id === "filter-key"`)
	p.key("2") // is text here, and no shortcut
	p.until(`document.querySelector("#filter-key").value === "2" && location.hash === "#/live"`)
	p.keys(kb.Backspace + kb.Tab)
	p.keys(kb.Escape)
	p.do("leave the field", blur)
	p.key("2")
	p.shows("h1", "Credits")
	p.key("?")
	p.shows("dialog[open]", "go to a view")
	p.keys(kb.Escape)
	p.until(`!document.querySelector("dialog")`)
	p.key("t")
	p.until(`document.documentElement.dataset.theme === "dark"`)
	p.key("?")
	p.until(`document.querySelector("dialog[open]")`)
	p.press("dialog", "Single keys do something")
	p.keys(kb.Escape)
	p.until(`!document.querySelector("dialog")`)
	p.key("1")
	p.shows("h1", "Credits")
}
