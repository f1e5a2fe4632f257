package networkfile_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/networkfile"
	"github.com/linkup-emulator/linkup-emulator/internal/lint"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

var ada = contract.Connection{Name: "Ada", JobTitle: "N/A", ProfileURL: "https://www.linkedin.com/in/ada/", ProfilePicture: "N/A"}

// text is any text that is not blank: of every script, with what JSON must escape and what CSV must quote.
func text(most int) *rapid.Generator[string] {
	odd := []rune("\"\\,;\n\r\t\x00\x1f\x7f<>&'\u2028\u202e\u200d\ufeff é א 日 🚀")
	r := rapid.OneOf(rapid.SampledFrom(odd), rapid.Rune())
	return rapid.Custom(func(t *rapid.T) string {
		s := rapid.StringOfN(r, 0, most-1, -1).Draw(t, "text")
		at := rapid.IntRange(0, len([]rune(s))).Draw(t, "at")
		return string(slices.Insert([]rune(s), at, 'x'))
	})
}

// connection is any that can be served.
func connection() *rapid.Generator[contract.Connection] {
	orNone := func(g *rapid.Generator[string]) *rapid.Generator[string] {
		return rapid.OneOf(rapid.Just(contract.NotAvailable), g)
	}
	return rapid.Custom(func(t *rapid.T) contract.Connection {
		return contract.Connection{
			Name:           text(500).Draw(t, "name"),
			JobTitle:       orNone(text(1000)).Draw(t, "job_title"),
			ProfileURL:     "https://www.linkedin.com/in/" + rapid.StringMatching(`[a-z0-9é日-]{1,30}`).Draw(t, "slug") + "/",
			ProfilePicture: orNone(rapid.StringMatching(`https://media\.licdn\.com/dms/image/[A-Za-z0-9_./?=&-]{1,99}`)).Draw(t, "picture"),
		}
	})
}

// What is written is read back as it is, and is what the schema describes.
func TestWrittenIsReadBack(t *testing.T) {
	set, err := schemas.Default()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		connections := rapid.SliceOfN(connection(), 0, 25).Draw(t, "connections")
		if err := networkfile.Check("made", connections); err != nil {
			t.Fatal(err)
		}
		for _, format := range networkfile.Formats {
			file, err := networkfile.Write(format, connections)
			lost := slices.ContainsFunc(connections, func(c contract.Connection) bool { return strings.Contains(c.Name+"|"+c.JobTitle, "\r\n") })
			if format == networkfile.CSV && lost {
				if err == nil {
					t.Fatalf("got no error, want CSV refused that would lose a CR")
				}
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := networkfile.FormatOf("stdin", file); got != format {
				t.Errorf("got %s by its look, want %s: %s", got, format, file)
			}
			read, err := networkfile.Parse("file", format, file)
			if err != nil || !slices.Equal(read, connections) {
				t.Fatalf("%s: got %+v, %v, want %+v from\n%s", format, read, err, connections, file)
			}
			if format == networkfile.JSON {
				if err := set.Check(schemas.NetworkFile, file); err != nil {
					t.Error(err)
				}
			}
		}
	})
}

func TestCheckTellsOfWhatIsMadeInGo(t *testing.T) {
	list := repeat(11, ada)
	list[2].Name, list[2].JobTitle, list[10].ProfilePicture, list[9] = " ", "a\xff", "x", contract.Connection{}
	err := networkfile.Check("connections", list)
	const want = `connections: [2].name: name is blank, want a name that is not blank
connections: [2].job_title: job_title has a byte that is not UTF-8, want UTF-8 text
connections: [9].name: name is blank, want a name that is not blank
connections: [9].job_title: job_title is blank, want a job title that is not blank; N/A where there is none
connections: [9].profile_url: profile_url is blank, want https://www.linkedin.com/in/SLUG/
connections: [9].profile_picture: profile_picture is blank, want a URL as https://media.licdn.com/dms/image/...; N/A where there is none
connections: [10].profile_picture: profile_picture is "x", want a URL as https://media.licdn.com/dms/image/...; N/A where there is none`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	if list[2].JobTitle != "a\xff" {
		t.Error("got the caller's connections changed")
	}
}

func TestTooLarge(t *testing.T) {
	row := "Ada,N/A,https://www.linkedin.com/in/ada/,N/A\n"
	header := "name,job_title,profile_url,profile_picture\n"
	const object = `{"name":"Ada","job_title":"N/A","profile_url":"https://www.linkedin.com/in/ada/","profile_picture":"N/A"}`
	list := func(n int) string { return "[\n" + strings.Repeat(object+",\n", n-1) + object + "]" }
	fat := ada
	fat.JobTitle = strings.Repeat("🚀", 1000)
	for name, row := range map[string]struct {
		read func() error
		want string
	}{
		"30,000 of JSON":     {func() error { return parse("f", networkfile.JSON, list(30_000)) }, ""},
		"30,000 of CSV":      {func() error { return parse("f", networkfile.CSV, header+strings.Repeat(row, 30_000)) }, ""},
		"30,002 of JSON":     {func() error { return parse("f", networkfile.JSON, list(30_002)) }, "f:30002:1: one connection more than the 30000 that a network can have"},
		"30,002 of CSV":      {func() error { return parse("f", networkfile.CSV, header+strings.Repeat(row, 30_002)) }, "f:30002:1: one connection more than the 30000 that a network can have"},
		"30,001 made":        {func() error { return networkfile.Check("f", repeat(30_001, ada)) }, "f: [30000]: one connection more than the 30000 that a network can have"},
		"too many bytes":     {func() error { return parse("f", networkfile.JSON, strings.Repeat(" ", networkfile.MaxSource+1)) }, "f:1:1: the network has 33554433 bytes, want at most 33554432"},
		"as many as allowed": {func() error { return parse("f", networkfile.JSON, "[]"+strings.Repeat(" ", networkfile.MaxSource-2)) }, ""},
		"8,000 of 4 KB made": {func() error { return networkfile.Check("f", repeat(8000, fat)) }, ""},
		"9,000 of 4 KB made": {func() error { return networkfile.Check("f", repeat(9000, fat)) },
			"f: the network has 36936003 bytes as JSON, want at most 33554432"},
	} {
		t.Run(name, func(t *testing.T) {
			err := row.read()
			if row.want == "" && err != nil || row.want != "" && (err == nil || err.Error() != row.want) {
				t.Errorf("got %v, want %q", err, row.want)
			}
		})
	}
}

func parse(file string, format networkfile.Format, text string) error {
	_, err := networkfile.Parse(file, format, []byte(text))
	return err
}

func repeat(n int, c contract.Connection) []contract.Connection {
	return slices.Repeat([]contract.Connection{c}, n)
}

func TestFormatOf(t *testing.T) {
	for _, row := range []struct {
		file, text string
		want       networkfile.Format
	}{
		{"a.json", "name,", networkfile.JSON}, {"a.CSV", "[]", networkfile.CSV}, {"a", " \n[", networkfile.JSON},
		{"a.txt", "\ufeff{", networkfile.JSON}, {"a", "name,job_title", networkfile.CSV}, {"", "", networkfile.CSV},
	} {
		if got := networkfile.FormatOf(row.file, []byte(row.text)); got != row.want {
			t.Errorf("%q %q: got %s, want %s", row.file, row.text, got, row.want)
		}
	}
	if _, err := networkfile.Write("xml", nil); err == nil || !strings.Contains(err.Error(), `got "xml"`) {
		t.Errorf("got %v, want xml refused", err)
	}
}

// The reader and the published schema take the same JSON. Whatever is read of either format is written and read back, and
// whatever is not has faults that begin with the file and a place.
func FuzzParse(f *testing.F) {
	for _, verdict := range []string{"accept", "reject"} {
		for name, text := range corpus(f, verdict) {
			f.Add(strings.HasSuffix(name, ".csv"), text)
		}
	}
	set, err := schemas.Default()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, isCSV bool, text []byte) {
		format := networkfile.JSON
		if isCSV {
			format = networkfile.CSV
		}
		connections, err := networkfile.Parse("f", format, text)
		if !isCSV {
			verdict := set.Check(schemas.NetworkFile, bytes.TrimPrefix(text, []byte("\ufeff")))
			if (err == nil) != (verdict == nil) {
				t.Fatalf("%q: got %v, want what the schema says: %v", text, err, verdict)
			}
		}
		if err != nil {
			toldWithPlaces(t, err)
			return
		}
		file, err := networkfile.Write(networkfile.JSON, connections)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := networkfile.Parse("f", networkfile.JSON, file); err != nil || !slices.Equal(again, connections) {
			t.Fatalf("%q: got %+v, %v, want %+v", text, again, err, connections)
		}
	})
}

func toldWithPlaces(t *testing.T, err error) {
	t.Helper()
	var faults *lint.Error
	if !errors.As(err, &faults) || len(faults.Faults) == 0 {
		t.Fatalf("got %v, want faults", err)
	}
	for _, fault := range faults.Faults {
		if fault.Line < 1 || fault.Column < 1 || fault.Message == "" || strings.Contains(fault.Message, "%!") {
			t.Errorf("got %+v, want a place and words", fault)
		}
	}
	if !strings.HasPrefix(err.Error(), fmt.Sprintf("f:%d:%d: ", faults.Faults[0].Line, faults.Faults[0].Column)) {
		t.Errorf("got %v, want the place first", err)
	}
}
