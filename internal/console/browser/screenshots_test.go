package browser_test

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
)

var (
	screenshots = flag.String("screenshots", "", "folder into which the screenshots of the views are written")
	widths      = flag.String("widths", "1280", "widths of the screenshots in pixels, with commas between them")
)

// TestScreenshots takes one of each view, in light and in dark.
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		t.Skip("without -screenshots none are made; make screenshots does")
	}
	if err := os.MkdirAll(*screenshots, 0o755); err != nil {
		t.Fatal(err)
	}
	e, idle := run(t, "--budget=60"), run(t)
	lively(t, e)
	for width := range strings.SplitSeq(*widths, ",") {
		pixels, err := strconv.ParseInt(width, 10, 64)
		if err != nil {
			t.Fatalf("-widths: got %q, want pixels such as 360,1280", *widths)
		}
		for name, dark := range map[string]bool{"light": false, "dark": true} {
			if width != "1280" {
				name = width + "-" + name
			}
			shootAll(t, idle, e, look{pixels, 760, dark}, name)
		}
	}
}

func shootAll(t *testing.T, idle, e *emulator, as look, name string) {
	t.Helper()
	p := open(t, idle.url, "live", as)
	p.until(`document.querySelector(".waiting")?.innerText.includes("Listening")`)
	p.shoot("first-run-" + name)
	p = open(t, e.url, "live", as)
	for _, v := range views {
		p.goes(v.name)
		p.until(v.ready)
		p.dress(v.name)
		p.shoot(v.name + "-" + name)
	}
}

// dress makes a view show more than its beginning.
func (p *tab) dress(view string) {
	p.t.Helper()
	switch view {
	case "live":
		p.until(`document.querySelectorAll(".call-row.good").length > 5`)
		if eval[int](p, "innerWidth") > 1000 {
			eval[bool](p, `([...document.querySelectorAll(".call-row")].find((r) => r.innerText.includes("20 people")).click(), true)`)
			p.until(`document.querySelectorAll(".detail pre").length === 2`)
		}
	case "credits":
		p.until(`document.querySelectorAll(".view-credits tbody tr").length > 3`)
	case "scenarios":
		p.write("#scenario-text", "name: my-own\rsteps:\r  - answer: {}\r    times: 2\r  - eror: rate_limited\r  - delay: 200ms\r    for: 30s\r")
		p.shows(".faults", "line 5")
		eval[bool](p, `(document.activeElement.blur(), true)`)
	case "networks":
		p.write("#cookie", "network-902")
		p.press(".chooser", "Show its network")
		p.until(`document.querySelectorAll(".person").length === 10 && document.querySelector(".letters li")`)
		p.until(`[...document.images].every((i) => i.complete)`)
		p.until(`!document.querySelector(".notice")`)
	}
	eval[bool](p, `(document.querySelector("main").scrollTo(0, 0), true)`)
}

func (p *tab) shoot(name string) {
	p.t.Helper()
	picture, err := png.Decode(bytes.NewReader(must(p, page.CaptureScreenshot, page.CaptureScreenshotParams{}).Data))
	if err != nil {
		p.t.Fatal(err)
	}
	var small bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&small, fewColours(picture)); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*screenshots, fmt.Sprint(name, ".png")), small.Bytes(), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// alike is how far two colours are apart, by the sum of their three parts, that one of them stands for.
const alike = 9

func apart(a, b color.RGBA) int {
	far := func(x, y uint8) int { return max(int(x), int(y)) - min(int(x), int(y)) }
	return far(a.R, b.R) + far(a.G, b.G) + far(a.B, b.B)
}

// fewColours is a picture in at most 256 colours, the most common first and none of them like another, at a third of the size.
func fewColours(picture image.Image) *image.Paletted {
	counts := map[color.RGBA]int{}
	bounds := picture.Bounds()
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(picture.At(x, y)).(color.RGBA) }
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			counts[at(x, y)]++
		}
	}
	var colours []color.RGBA
	for c := range counts {
		colours = append(colours, c)
	}
	slices.SortFunc(colours, func(a, b color.RGBA) int { return counts[b] - counts[a] })
	var palette color.Palette
	for _, c := range colours {
		near := slices.ContainsFunc(palette, func(p color.Color) bool { return apart(p.(color.RGBA), c) < alike })
		if !near && len(palette) < 256 {
			palette = append(palette, c)
		}
	}
	nearest := map[color.RGBA]uint8{}
	for _, c := range colours {
		nearest[c] = uint8(palette.Index(c))
	}
	out := image.NewPaletted(bounds, palette)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			out.SetColorIndex(x, y, nearest[at(x, y)])
		}
	}
	return out
}
