package scenario_test

import (
	"fmt"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

func BenchmarkParse(b *testing.B) {
	src, err := scenario.Source("cookie-expires")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := scenario.Parse("x", src); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkChoose is what a request costs: with nothing active, with a scenario, by a special value, and over edits.
func BenchmarkChoose(b *testing.B) {
	for _, bb := range []struct{ name, active, cookie string }{
		{"idle", "", "c"},
		{"active", "cookie-expires", "c"},
		{"special", "", "scenario-cookie-expires-1"},
		{"edited", "growing-network", "c"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			st := scenario.NewStage(nil)
			if bb.active != "" {
				s, err := scenario.Lookup(bb.active)
				if err != nil {
					b.Fatal(err)
				}
				if err := st.Activate(s); err != nil {
					b.Fatal(err)
				}
			}
			r := page("key", bb.cookie)
			b.ReportAllocs()
			for b.Loop() {
				st.Choose(r)
			}
		})
	}
}

// BenchmarkLogin is what a login costs a stage that counts for as many cookies as it can: as much as for one.
func BenchmarkLogin(b *testing.B) {
	for _, cookies := range []int{1, 65_536} {
		b.Run(fmt.Sprint(cookies), func(b *testing.B) {
			st := scenario.NewStage(nil)
			for i := range cookies {
				st.Choose(page("key", fmt.Sprint("scenario-cookie-expires-", i)))
			}
			b.ReportAllocs()
			for b.Loop() {
				st.LoggedIn("key")
			}
		})
	}
}
