package scenario_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

// people are the connections of a view, by their numbers.
func people(v scenario.View) []int {
	all := make([]int, v.Size())
	for i := range all {
		all[i] = v.At(i)
	}
	return all
}

func TestView(t *testing.T) {
	for _, tt := range []struct {
		name  string
		edits scenario.Edits
		want  []int
	}{
		{"as it is", nil, []int{0, 1, 2, 3}},
		{"add at the front, the newest first", scenario.Edits{{Add: 2}}, []int{5, 4, 0, 1, 2, 3}},
		{"add twice", scenario.Edits{{Add: 2}, {Add: 1}}, []int{6, 5, 4, 0, 1, 2, 3}},
		{"add at an index", scenario.Edits{{Add: 1, At: 2}}, []int{0, 1, 4, 2, 3}},
		{"add past the end", scenario.Edits{{Add: 1, At: 99}}, []int{0, 1, 2, 3, 4}},
		{"remove at the front", scenario.Edits{{Remove: 2}}, []int{2, 3}},
		{"remove at an index", scenario.Edits{{Remove: 1, At: 2}}, []int{0, 1, 3}},
		{"remove past the end", scenario.Edits{{Remove: 9, At: 99}}, []int{0, 1, 2, 3}},
		{"remove more than there are", scenario.Edits{{Remove: 9, At: 1}}, []int{0}},
		{"remove everybody, then add", scenario.Edits{{Remove: 9}, {Add: 1, At: 3}}, []int{4}},
		{"remove within those added", scenario.Edits{{Add: 3}, {Remove: 1, At: 1}}, []int{6, 4, 0, 1, 2, 3}},
		{"add within those added", scenario.Edits{{Add: 2}, {Add: 1, At: 1}}, []int{5, 6, 4, 0, 1, 2, 3}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := people(tt.edits.View(4)); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// TestViewIsAList compares a view with a list that is edited in earnest.
func TestViewIsAList(t *testing.T) {
	edit := rapid.Custom(func(t *rapid.T) scenario.Edit {
		e := scenario.Edit{At: rapid.IntRange(0, 60).Draw(t, "at")}
		if rapid.Bool().Draw(t, "add") {
			e.Add = rapid.IntRange(1, 20).Draw(t, "count")
		} else {
			e.Remove = rapid.IntRange(1, 20).Draw(t, "count")
		}
		return e
	})
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(0, 50).Draw(t, "size")
		edits := scenario.Edits(rapid.SliceOf(edit).Draw(t, "edits"))
		var want []int
		for i := range size {
			want = append(want, i)
		}
		next := size
		for _, e := range edits {
			at := min(e.At, len(want))
			for range e.Add {
				want = slices.Insert(want, at, next)
				next++
			}
			want = slices.Delete(want, at, min(at+e.Remove, len(want)))
		}
		if got := people(edits.View(size)); !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestViewStopsAtTheLargestNetwork(t *testing.T) {
	v := scenario.Edits{{Add: contract.MaxNetwork}, {Add: 5}, {Remove: 1}, {Add: 5, At: contract.MaxNetwork}}.View(10)
	if got := v.Size(); got != contract.MaxNetwork {
		t.Errorf("got %d connections, want %d", got, contract.MaxNetwork)
	}
	seen := map[int]bool{}
	for _, p := range people(v) {
		if seen[p] {
			t.Fatalf("got connection %d twice, want each once", p)
		}
		seen[p] = true
	}
}

// edits are those in force for a key and a cookie after one more request.
func edits(st *scenario.Stage, key, cookie string) string {
	d, _ := st.Choose(page(key, cookie))
	return fmt.Sprint(d.Edits)
}

func TestEditsOfAStage(t *testing.T) {
	st, _ := newStage(t)
	expect := func(when, key, cookie, want string) {
		t.Helper()
		if got := edits(st, key, cookie); got != want {
			t.Errorf("%s: got %s, want %s", when, got, want)
		}
	}
	activate(t, st, parse(t, "grow", "steps: [{answer: {}}, {add: {count: 3}, every: 2, times: 2}]"))
	expect("ordinary", "k", "c", "[]")
	expect("by every, ordinary", "k", "c", "[]")
	expect("added", "k", "c", "[{3 0 0}]")
	expect("still", "k", "c", "[{3 0 0}]")
	expect("counted as one", "k", "c", "[{6 0 0}]")
	expect("after the last step", "k", "c", "[{6 0 0}]")
	expect("another cookie", "k", "d", "[]")
	expect("another key", "j", "c", "[]")
	activate(t, st, parse(t, "shrink", "match: {login_token: c}\nsteps: [{remove: {count: 1, at: 4}, add: {count: 1}, error: internal_error}]"))
	expect("on top", "k", "c", "[{6 0 0} {0 1 4} {1 0 0}]")
	st.Deactivate("grow")
	expect("without the first", "k", "c", "[{0 1 4} {1 0 0}]")
	st.Deactivate("shrink")
	expect("without any", "k", "c", "[]")
}

func TestEditsWhereNobodySpeaks(t *testing.T) {
	st, _ := newStage(t)
	activate(t, st, parse(t, "x", "match: {page: 2}\nsteps: [{add: {count: 1}}]"))
	second := page("k", "c")
	second.Query.StartPage, second.Query.EndPage = 2, 2
	st.Choose(second)
	d, ok := st.Choose(page("k", "c"))
	if want := (scenario.Edits{{Add: 1}}); ok || !slices.Equal(d.Edits, want) {
		t.Errorf("got %v, %v, want no scenario and %v", d.Edits, ok, want)
	}
}

func TestEditsAreBounded(t *testing.T) {
	st, _ := newStage(t)
	activate(t, st, parse(t, "x", "loop: true\nsteps: [{add: {count: 1}}, {add: {count: 1, at: 1}}]"))
	var d scenario.Decision
	for range 300 {
		d, _ = st.Choose(page("k", "c"))
	}
	if got := len(d.Edits); got != 256 {
		t.Errorf("got %d edits, want 256", got)
	}
	st, _ = newStage(t)
	activate(t, st, parse(t, "x", "steps: [{add: {count: 30000}, times: 3}]"))
	for range 3 {
		d, _ = st.Choose(page("k", "c"))
	}
	if want := (scenario.Edits{{Add: contract.MaxNetwork}}); !slices.Equal(d.Edits, want) {
		t.Errorf("got %v, want %v", d.Edits, want)
	}
}

// TestEditsAreNotWrittenAgain wants a decision to stay what it was.
func TestEditsAreNotWrittenAgain(t *testing.T) {
	st, _ := newStage(t)
	activate(t, st, parse(t, "x", "steps: [{add: {count: 1}, forever: true}]"))
	first, _ := st.Choose(page("k", "c"))
	st.Choose(page("k", "c"))
	if want := (scenario.Edits{{Add: 1}}); !slices.Equal(first.Edits, want) {
		t.Errorf("got %v, want %v", first.Edits, want)
	}
}

func TestNetworksAreBounded(t *testing.T) {
	st, _ := newStage(t)
	activate(t, st, parse(t, "x", "steps: [{add: {count: 1}}]"))
	for i := range 16_384 + 1 {
		st.Choose(page("k", fmt.Sprint(i)))
	}
	if got, want := edits(st, "k", "0")+edits(st, "k", "16384"), "[][{1 0 0}]"; got != want {
		t.Errorf("got %s, want %s: the one longest unused is as it was", got, want)
	}
}
