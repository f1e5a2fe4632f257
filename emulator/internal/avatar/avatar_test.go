package avatar_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/avatar"
)

var update = flag.Bool("update", false, "write the drawings that are wanted anew")

// Faces are kept by browsers for ever, and looked at by people who know them: a seed's stays as it is.
func TestGolden(t *testing.T) {
	for _, seed := range []string{"troels-larsen-42e3990de", "linda-källqvist", ""} {
		name := filepath.Join("testdata", "of-"+strings.ReplaceAll(seed, "ä", "ae")+".svg")
		got := avatar.Draw(seed)
		if *update {
			if err := os.WriteFile(name, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%q: got\n%s\nwant\n%s", seed, got, want)
		}
	}
}

// allowed are the elements of a drawing, and their attributes: none that runs, styles or fetches anything.
var allowed = map[string][]string{
	"svg":    {"xmlns", "width", "height", "viewBox", "role"},
	"rect":   {"width", "height", "fill"},
	"circle": {"cx", "cy", "r", "fill", "fill-opacity", "stroke", "stroke-width"},
	"path":   {"d", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"},
}

func TestDrawingsAreSmallPlainXML(t *testing.T) {
	seen := map[string]bool{}
	for i := range 2000 {
		seed := fmt.Sprint("person-", i)
		drawing := avatar.Draw(seed)
		if !bytes.Equal(drawing, avatar.Draw(seed)) {
			t.Fatalf("%s: got two drawings of one seed", seed)
		}
		seen[string(drawing)] = true
		if len(drawing) > 4096 {
			t.Errorf("%s: got %d bytes, want at most 4096", seed, len(drawing))
		}
		if err := plain(drawing); err != nil {
			t.Fatalf("%s: %v in\n%s", seed, err, drawing)
		}
	}
	if len(seen) < 1990 {
		t.Errorf("got %d drawings of 2000 seeds, want hardly two alike", len(seen))
	}
}

func plain(drawing []byte) error {
	in := xml.NewDecoder(bytes.NewReader(drawing))
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		attributes, ok := allowed[element.Name.Local]
		if !ok {
			return fmt.Errorf("got the element %s", element.Name.Local)
		}
		for _, a := range element.Attr {
			if !slices.Contains(attributes, a.Name.Local) || strings.Contains(a.Value, "%!") || strings.Contains(a.Value, "url(") || a.Value == "" {
				return fmt.Errorf("got %s=%q of %s", a.Name.Local, a.Value, element.Name.Local)
			}
		}
	}
}

// A seed is never in its drawing: it may be anything.
func TestSeedIsNotInTheDrawing(t *testing.T) {
	for _, seed := range []string{"<script>alert(1)</script>", "\"/><script>", strings.Repeat("x", 1<<16), "\x00\xff"} {
		drawing := avatar.Draw(seed)
		if err := plain(drawing); err != nil || bytes.Contains(drawing, []byte("script")) || len(drawing) > 4096 {
			t.Errorf("%.40q: got %v of\n%.400s", seed, err, drawing)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		avatar.Draw("troels-larsen-42e3990de")
	}
}
