package browser_test

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// prefers makes the system of the tab prefer light or dark.
func (p *tab) prefers(scheme string) {
	p.t.Helper()
	must(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
}

// The palette is the system's, also once that changes, until one is chosen; that stays when the page is opened anew.
func TestPaletteFollowsTheSystemUntilOneIsChosen(t *testing.T) {
	t.Parallel()
	e := run(t)
	p := open(t, e.url, "clock")
	is := func(theme, scheme string) {
		t.Helper()
		p.until(`document.documentElement.dataset.theme === "` + theme + `" && getComputedStyle(document.documentElement).colorScheme === "` + scheme + `"`)
	}
	is("light", "light")
	p.prefers("dark")
	is("dark", "dark")
	p.key("t")
	is("light", "light")
	p.prefers("light")
	p.prefers("dark")
	is("light", "light")
	p.do("open it anew", chromedp.Reload())
	p.shows("h1", "Clock")
	is("light", "light")
}
