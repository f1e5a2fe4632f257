package browser_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// reported is what axe-core finds that is serious or critical.
const reported = `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations
	.filter((v) => v.impact === "serious" || v.impact === "critical")
	.flatMap((v) => v.nodes.map((n) => v.id + " (" + v.impact + "): " + n.target.join(" ") + " " + n.failureSummary)))`

func TestNothingSeriousIsInTheWayOfAnybody(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile("testdata/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	busy, idle := run(t, "--budget=50"), run(t, "--control-token=x")
	lively(t, busy)
	check := func(p *tab, what string) {
		t.Helper()
		for _, fault := range eval[[]string](p, reported) {
			t.Errorf("%s: %s", what, fault)
		}
	}
	load := func(p *tab) { eval[bool](p, string(script)+"; true") }
	for _, as := range []look{{1280, 800, false}, {1280, 800, true}, {360, 740, true}} {
		name := fmt.Sprintf("%d, dark %v: ", as.width, as.dark)
		p := open(t, busy.url, "live", as)
		load(p)
		for _, v := range views {
			p.goes(v.name)
			p.until(v.ready)
			check(p, name+v.name)
		}
		p.goes("live")
		p.until(`document.querySelector(".call-row.warn")`)
		p.click(".call-row.warn")
		p.until(`document.querySelector(".detail pre")`)
		check(p, name+"a call, opened")
		p.keys("\x1b")
		p.goes("networks")
		p.write("#cookie", "network-42")
		p.press(".chooser", "Show its network")
		p.until(`document.querySelector(".person")`)
		check(p, name+"a network")
		p.press(".switch", "table")
		check(p, name+"a network as a table")
		p.goes("scenarios")
		p.write("#scenario-text", "name: x\rsteps:\r  - dely: 3s\r")
		p.shows(".faults", "line 3")
		check(p, name+"a fault in the editor")
		p.goes("clock")
		p.until(views[5].ready)
		p.keys("?")
		p.until(`document.querySelector("dialog[open]")`)
		check(p, name+"the shortcuts")
	}
	for _, dark := range []bool{false, true} {
		p := open(t, run(t).url, "live", look{1280, 800, dark})
		load(p)
		p.until(`document.querySelector(".first")`)
		check(p, fmt.Sprintf("dark %v: first run", dark))
		locked := open(t, idle.url, "live", look{1280, 800, dark})
		locked.expect(`401 \(Unauthorized\)`)
		load(locked)
		locked.until(`document.querySelector(".gate")`)
		check(locked, fmt.Sprintf("dark %v: the token", dark))
	}
}

// TestNothingIsCutOff wants that no view is wider than the page, at the least width and the greatest.
func TestNothingIsCutOff(t *testing.T) {
	t.Parallel()
	e := run(t, "--budget=50")
	lively(t, e)
	for _, as := range []look{{360, 740, false}, {768, 1024, false}, {2560, 1300, false}} {
		p := open(t, e.url, "live", as)
		for _, v := range views {
			p.goes(v.name)
			p.until(v.ready)
			wide := eval[[]string](p, `[...document.querySelectorAll("main, main *")]
				.filter((e) => !e.closest(".scroll > *, .list > *, pre, canvas, .off-screen, .gutter, datalist, option"))
				.filter((e) => e.getBoundingClientRect().right > innerWidth + 1 || (e.matches("main") && e.scrollWidth > e.clientWidth + 1))
				.map((e) => e.tagName + "." + e.className)`)
			if len(wide) > 0 {
				t.Errorf("%d, %s: got %s beyond the page's edge", as.width, v.name, strings.Join(wide, ", "))
			}
		}
	}
}
