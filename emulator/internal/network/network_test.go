package network_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
	"pgregory.net/rapid"
)

// everyHome is enough cookies that some of them live in each of the countries.
const everyHome = 30

func cookie(i int) contract.Cookie { return contract.Cookie(fmt.Sprintf("member-%d", i)) }

func TestAppendConnectionIsConnection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := network.Of(contract.Cookie(rapid.String().Draw(t, "cookie")))
		i := rapid.IntRange(0, network.Limit-1).Draw(t, "index")
		want := n.Connection(i)
		raw := n.AppendConnection([]byte("before"), i)
		var got contract.Connection
		if err := json.Unmarshal(bytes.TrimPrefix(raw, []byte("before")), &got); err != nil || got != want {
			t.Fatalf("got %+v, error %v, want %+v", got, err, want)
		}
		if plain := encoded(want); string(raw[len("before"):]) != plain {
			t.Fatalf("got %s, want what encoding/json writes without HTML escaping: %s", raw, plain)
		}
	})
}

func encoded(c contract.Connection) string {
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(c); err != nil {
		return err.Error()
	}
	return strings.TrimSuffix(out.String(), "\n")
}

func TestSameCookieSameNetwork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := contract.Cookie(rapid.String().Draw(t, "cookie"))
		other := contract.Cookie(rapid.String().Filter(func(s string) bool { return s != string(c) }).Draw(t, "other"))
		i := rapid.IntRange(0, network.Limit-1).Draw(t, "index")
		a, b := network.Of(c), network.Of(contract.Cookie(strings.Clone(string(c))))
		if a != b || a.Connection(i) != b.Connection(i) {
			t.Fatalf("got %v and %v of one cookie, want the same", a.Connection(i), b.Connection(i))
		}
		if o := network.Of(other); o == a || o.Connection(i) == a.Connection(i) {
			t.Fatalf("got %v of two cookies, want different people", a.Connection(i))
		}
	})
}

func TestResize(t *testing.T) {
	n := network.Of("some-cookie")
	for _, size := range []int{0, 1, 839, network.MaxSize} {
		r := n.Resize(size)
		if r.Size() != size {
			t.Errorf("got size %d, want %d", r.Size(), size)
		}
		if got, want := r.Connection(7), n.Connection(7); got != want {
			t.Errorf("size %d: got %v, want the same person as before: %v", size, got, want)
		}
	}
}

func TestManyGoroutines(t *testing.T) {
	want := network.Of("shared").Connection(3)
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if got := network.Of("shared").Connection(3); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
	all.Wait()
}

func TestVerify(t *testing.T) {
	if err := network.Verify(); err != nil {
		t.Fatalf("%v\n\n"+frozen, err, network.Dataset)
	}
}

// TestShares looks at the people of many members together and at those of each alone.
func TestShares(t *testing.T) {
	const each = 2000
	total := counts{}
	for m := range everyHome {
		one := count(network.Of(cookie(m)), each)
		if one.accented*6 < one.people {
			t.Errorf("%s: got %d of %d names with a letter beyond ASCII, want a sixth or more", cookie(m), one.accented, one.people)
		}
		if one.hebrew == 0 || one.devanagari == 0 {
			t.Errorf("%s: got %d Hebrew and %d Devanagari names, want some of each", cookie(m), one.hebrew, one.devanagari)
		}
		total.add(one)
	}
	for _, row := range []struct {
		what     string
		n        int
		min, max float64
	}{
		{"names with a letter beyond ASCII", total.accented, 0.2, 0.6},
		{"names in another script", total.hebrew + total.devanagari, 0.01, 0.02},
		{"names with an apostrophe", total.apostrophe, 0.003, 0.05},
		{"names with a hyphen", total.hyphen, 0.02, 0.15},
		{"names with a particle", total.particle, 0.02, 0.15},
		{"names followed by a degree", total.degree, 0.002, 0.05},
		{"headlines N/A", total.noHeadline, 0.03, 0.05},
		{"headlines with an emoji", total.emoji, 0.03, 0.15},
		{"pictures N/A", total.noPicture, 0.11, 0.13},
		{"company - role", total.dash, 0.05, 0.3},
		{"role @ company | Ex-", total.ex, 0.03, 0.15},
		{"slugs with a suffix", total.suffix, 0.5, 0.7},
		{"slugs percent-encoded", total.percent, 0.03, 0.2},
	} {
		if got := float64(row.n) / float64(total.people); got < row.min || got > row.max {
			t.Errorf("%s: got a share of %.4f, want %.3f to %.3f", row.what, got, row.min, row.max)
		}
	}
}

type counts struct {
	people, accented, hebrew, devanagari, apostrophe, hyphen, particle, degree int
	noHeadline, emoji, dash, ex, noPicture, suffix, percent                    int
}

var (
	particle = regexp.MustCompile(`(?i) (van|von|vom|zu|de|da|do|dos|del|du|di|le|lo|la|ter|ten|ben|bar) `)
	suffix   = regexp.MustCompile(`-[0-9a-f]{8,9}/$`)
)

func count(n network.Network, people int) counts {
	c := counts{people: people}
	for i := range people {
		p := n.Connection(i)
		tally(&c.accented, strings.ContainsFunc(p.Name, func(r rune) bool { return r > unicode.MaxASCII && unicode.IsLetter(r) }))
		tally(&c.hebrew, strings.ContainsFunc(p.Name, func(r rune) bool { return unicode.Is(unicode.Hebrew, r) }))
		tally(&c.devanagari, strings.ContainsFunc(p.Name, func(r rune) bool { return unicode.Is(unicode.Devanagari, r) }))
		tally(&c.apostrophe, strings.Contains(p.Name, "'"))
		tally(&c.hyphen, strings.Contains(p.Name, "-"))
		tally(&c.particle, particle.MatchString(p.Name))
		tally(&c.degree, strings.Contains(p.Name, ", "))
		tally(&c.noHeadline, p.JobTitle == contract.NotAvailable)
		tally(&c.emoji, strings.ContainsFunc(p.JobTitle, func(r rune) bool { return unicode.Is(unicode.So, r) }))
		tally(&c.dash, strings.Contains(p.JobTitle, " - "))
		tally(&c.ex, strings.Contains(p.JobTitle, "| Ex-"))
		tally(&c.noPicture, p.ProfilePicture == contract.NotAvailable)
		tally(&c.suffix, suffix.MatchString(p.ProfileURL))
		tally(&c.percent, strings.Contains(p.ProfileURL, "%"))
	}
	return c
}

func tally(n *int, yes bool) {
	if yes {
		*n++
	}
}

func (c *counts) add(d counts) {
	c.people += d.people
	c.accented += d.accented
	c.hebrew += d.hebrew
	c.devanagari += d.devanagari
	c.apostrophe += d.apostrophe
	c.hyphen += d.hyphen
	c.particle += d.particle
	c.degree += d.degree
	c.noHeadline += d.noHeadline
	c.emoji += d.emoji
	c.dash += d.dash
	c.ex += d.ex
	c.noPicture += d.noPicture
	c.suffix += d.suffix
	c.percent += d.percent
}

var picture = regexp.MustCompile(`^https://media\.licdn\.com/dms/image/v2/[CD][45][DE6]03AQ[E-H][\w-]{11}/profile-displayphoto-shrink_100_100/0/` +
	`1[56789]\d{11}\?e=20[567]\d{7}&v=beta&t=[\w-]{43}$`)

// TestText reads what all kinds of people have in their fields.
func TestText(t *testing.T) {
	pictures := map[string]bool{}
	for m := range everyHome {
		n := network.Of(cookie(m))
		for i := range 1000 {
			c := n.Connection(i)
			for _, text := range []string{c.Name, c.JobTitle} {
				if !utf8.ValidString(text) || text != strings.TrimSpace(text) || text == "" ||
					strings.ContainsAny(text, "<>{}\"\\\t\n") || strings.Contains(text, "  ") {
					t.Fatalf("%s, %d: got %q, want a clean text", cookie(m), i, text)
				}
			}
			if c.ProfilePicture == contract.NotAvailable {
				continue
			}
			if !picture.MatchString(c.ProfilePicture) || pictures[c.ProfilePicture] {
				t.Fatalf("%s, %d: got %s, want a picture of the vendor's shape and of nobody else", cookie(m), i, c.ProfilePicture)
			}
			pictures[c.ProfilePicture] = true
		}
	}
}

// TestAgreement checks that titles agree in gender with the first names they stand beside.
func TestAgreement(t *testing.T) {
	rows := []struct{ name, right, wrong string }{
		{"Élodie", `Directrice|Étudiante|Chargée`, `Directeur|Étudiant |Chargé `},
		{"Sébastien", `Directeur|Étudiant |Chargé `, `Directrice|Étudiante|Chargée`},
		{"Friederike", `leiterin|[Ss]tudentin`, `leiter |leiter$|[Ss]tudent `},
		{"Jürgen", `leiter |leiter$|[Ss]tudent `, `leiterin|[Ss]tudentin`},
		{"Giulia", `Direttrice|Studentessa|Addetta`, `Direttore|Studente |Addetto`},
		{"Giuseppe", `Direttore|Studente |Addetto`, `Direttrice|Studentessa|Addetta`},
		{"Lucía", `Directora|Ingeniera|Doctoranda`, `Director |Ingeniero|Doctorando`},
		{"Íñigo", `Director |Ingeniero|Doctorando`, `Directora|Ingeniera|Doctoranda`},
		{"Letícia", `Diretora|Engenheira|Advogada`, `Diretor |Engenheiro|Advogado`},
		{"Vinícius", `Diretor |Engenheiro|Advogado`, `Diretora|Engenheira|Advogada`},
		{"נועה", `מנהלת|סטודנטית`, `מנהל |סטודנט `},
		{"נועם", `מנהל |סטודנט `, `מנהלת|סטודנטית`},
		{"प्रिया", `छात्रा|लेखिका|अध्यापिका`, `छात्र$|लेखक|अध्यापक`},
		{"राहुल", `छात्र$|लेखक|अध्यापक`, `छात्रा|लेखिका|अध्यापिका`},
	}
	headlines := map[string][]string{}
	for m := range everyHome {
		n := network.Of(cookie(m))
		for i := range 4000 {
			c := n.Connection(i)
			first, _, _ := strings.Cut(c.Name, " ")
			headlines[first] = append(headlines[first], c.JobTitle)
		}
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			right, wrong := regexp.MustCompile(row.right), regexp.MustCompile(row.wrong)
			agreeing := 0
			for _, headline := range headlines[row.name] {
				if wrong.MatchString(headline) {
					t.Errorf("got %q, want the other gender", headline)
				}
				tally(&agreeing, right.MatchString(headline))
			}
			if agreeing == 0 {
				t.Errorf("got none of %d headlines that matches %s, want some", len(headlines[row.name]), row.right)
			}
		})
	}
}
