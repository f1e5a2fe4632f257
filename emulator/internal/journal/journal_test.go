package journal_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/journal"
)

// call is an exchange of a key and a cookie that ended with a status.
func call(key, cookie string, status int) journal.Entry {
	e := journal.Entry{Status: status}
	e.Of(journal.KeyName(contract.APIKey(key)), journal.CookieName(contract.Cookie(cookie)))
	return e
}

func seqs(entries []journal.Entry) []int64 {
	seqs := []int64{}
	for _, e := range entries {
		seqs = append(seqs, e.Seq)
	}
	return seqs
}

func TestFilters(t *testing.T) {
	t.Parallel()
	j := journal.New(100)
	for _, e := range []journal.Entry{
		call("alice", "c1", 200), // 1
		call("bob", "c1", 403),   // 2
		call("alice", "c2", 403), // 3
		call("", "", 401),        // 4
		call("alice", "c1", 200), // 5
	} {
		j.Record(e, nil, nil)
	}
	for name, row := range map[string]struct {
		filter journal.Filter
		want   []int64
	}{
		"all":                  {journal.Filter{}, []int64{1, 2, 3, 4, 5}},
		"key":                  {journal.Filter{Key: "alice"}, []int64{1, 3, 5}},
		"fingerprint":          {journal.Filter{Key: contract.APIKey("alice").Fingerprint()}, []int64{1, 3, 5}},
		"cookie":               {journal.Filter{Cookie: "c1"}, []int64{1, 2, 5}},
		"cookie's fingerprint": {journal.Filter{Cookie: contract.Cookie("c2").Fingerprint()}, []int64{3}},
		"key and cookie":       {journal.Filter{Key: "alice", Cookie: "c1"}, []int64{1, 5}},
		"status":               {journal.Filter{Status: 403}, []int64{2, 3}},
		"since":                {journal.Filter{Since: 3}, []int64{4, 5}},
		"since the last":       {journal.Filter{Since: 5}, []int64{}},
		"since what is not":    {journal.Filter{Since: 99}, []int64{}},
		"the newest":           {journal.Filter{Limit: 2}, []int64{4, 5}},
		"the next":             {journal.Filter{Since: 1, Limit: 2}, []int64{2, 3}},
		"a key that is none":   {journal.Filter{Key: "carol"}, []int64{}},
	} {
		t.Run(name, func(t *testing.T) {
			entries, dropped := j.Entries(row.filter)
			if got := seqs(entries); !slices.Equal(got, row.want) || entries == nil || dropped != 0 {
				t.Errorf("got %v and %d dropped, want %v and none", got, dropped, row.want)
			}
		})
	}
}

// A journal of any size, after any calls and clearings, has the newest entries, and counts the others.
func TestRing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 9).Draw(t, "size")
		j := journal.New(size)
		type kept struct {
			seq int64
			key string
		}
		var model []kept
		dropped, last := map[string]int64{}, int64(0)
		t.Repeat(map[string]func(*rapid.T){
			"record": func(t *rapid.T) {
				key := rapid.SampledFrom([]string{"a", "b"}).Draw(t, "key")
				j.Record(call(key, "", 200), nil, nil)
				last++
				for len(model) > 0 && model[0].seq <= last-int64(size) {
					dropped[model[0].key]++
					model = model[1:]
				}
				model = append(model, kept{last, key})
			},
			"clear": func(*rapid.T) {
				j.Clear()
				model, dropped = nil, map[string]int64{}
			},
			"clear a key": func(*rapid.T) {
				j.ClearFor("a")
				model = slices.DeleteFunc(model, func(k kept) bool { return k.key == "a" })
				delete(dropped, "a")
			},
			"": func(t *rapid.T) {
				for _, key := range []string{"", "a", "b"} {
					want, wantDropped := []int64{}, dropped[key]
					for _, k := range model {
						if key == "" || key == k.key {
							want = append(want, k.seq)
						}
					}
					if key == "" {
						wantDropped = dropped["a"] + dropped["b"]
					}
					entries, got := j.Entries(journal.Filter{Key: key})
					if !slices.Equal(seqs(entries), want) || got != wantDropped {
						t.Fatalf("key %q: got %v, %d dropped; want %v, %d", key, seqs(entries), got, want, wantDropped)
					}
				}
			},
		})
	})
}

// Bodies are kept to their byte as long as there is room, and described once there is none: the oldest first.
func TestBodies(t *testing.T) {
	t.Parallel()
	j := journal.New(1000)
	body := func(i int) []byte {
		return []byte(`"` + strings.Repeat(string(rune('a'+i%26)), 40<<10+i) + `"`)
	}
	const calls = 400 // of 40 KiB and more: twice what there is room for
	for i := range calls {
		j.Record(journal.Entry{}, nil, journal.Plain(body(i)))
	}
	entries, dropped := j.Entries(journal.Filter{})
	if len(entries) != calls || dropped != 0 {
		t.Fatalf("got %d entries, %d dropped; want %d and none", len(entries), dropped, calls)
	}
	total, whole := 0, 0
	for i, e := range entries {
		if bytes.Equal(e.ResponseBody, body(i)) {
			total += len(e.ResponseBody)
			whole++
			continue
		}
		if want := fmt.Sprintf(`"a body of %d bytes that is no longer kept"`, len(body(i))); string(e.ResponseBody) != want || whole > 0 {
			t.Errorf("entry %d: got %.60s after %d whole ones, want %s", i, e.ResponseBody, whole, want)
		}
	}
	if total > journal.MaxBodies || total < journal.MaxBodies/4 {
		t.Errorf("got %d bytes of bodies, want at most %d and not much less", total, journal.MaxBodies)
	}
}

func TestBodyTooLong(t *testing.T) {
	t.Parallel()
	j := journal.New(1)
	j.Record(journal.Entry{}, journal.Plain(make([]byte, journal.MaxBody+1)), journal.Plain(bytes.Repeat([]byte("1"), journal.MaxBody)))
	entries, _ := j.Entries(journal.Filter{})
	if got, want := string(entries[0].RequestBody), `"a body of 65537 bytes, of which none are kept: the most is 65536"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := len(entries[0].ResponseBody); got != journal.MaxBody {
		t.Errorf("got %d bytes, want all %d", got, journal.MaxBody)
	}
}

// What was given out is not changed by what comes later.
func TestEntriesAreCopies(t *testing.T) {
	t.Parallel()
	j := journal.New(1)
	j.Record(journal.Entry{}, journal.Plain([]byte(`1`)), nil)
	before, _ := j.Entries(journal.Filter{})
	j.Clear()
	j.Record(journal.Entry{}, journal.Plain([]byte(`2`)), nil)
	if got := string(before[0].RequestBody); got != "1" {
		t.Errorf("got %s, want 1", got)
	}
}

func TestManyRecordAndRead(t *testing.T) {
	t.Parallel()
	const writers, calls = 32, 200
	j := journal.New(50)
	s, _, _ := j.Subscribe(journal.Filter{})
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for range calls {
				j.Record(call(fmt.Sprint("k", w), "c", 200), nil, journal.Plain([]byte(`{"a":1}`)))
				entries, _ := j.Entries(journal.Filter{Key: fmt.Sprint("k", w)})
				for _, e := range entries {
					if string(e.ResponseBody) != `{"a":1}` {
						t.Errorf("got the body %s", e.ResponseBody)
					}
				}
			}
		})
	}
	wg.Wait()
	j.Close()
	told, missed, last := int64(0), s.Missed(), int64(0)
	for c := range s.Calls() {
		told++
		missed += c.Missed
		if c.Entry.Seq != last+c.Missed+1 {
			t.Errorf("got %d after %d with %d missed", c.Entry.Seq, last, c.Missed)
		}
		last = c.Entry.Seq
	}
	if told+missed != writers*calls {
		t.Errorf("got %d told and %d missed, want %d in all", told, missed, writers*calls)
	}
	if entries, dropped := j.Entries(journal.Filter{}); len(entries) != 50 || dropped != writers*calls-50 {
		t.Errorf("got %d entries, %d dropped", len(entries), dropped)
	}
}

// Who reads on from the newest entry that they know misses none, however many are recorded meanwhile.
func TestReadingOnMissesNothing(t *testing.T) {
	t.Parallel()
	const writers, calls = 16, 300
	j := journal.New(writers * calls)
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range calls {
				j.Record(call("k", "c", 200), nil, nil)
			}
		})
	}
	for last := int64(0); last < writers*calls; {
		entries, _ := j.Entries(journal.Filter{Since: last})
		for _, e := range entries {
			if e.Seq != last+1 {
				t.Fatalf("got %d after %d", e.Seq, last)
			}
			last = e.Seq
		}
	}
	wg.Wait()
}

// Entries give way while others are read: the oldest, so that those which were read follow one another.
func TestEntriesThatGiveWayMeanwhileAreTheOldest(t *testing.T) {
	t.Parallel()
	const writers, size, reads = 400, 256, 200
	j := journal.New(size)
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					j.Record(call("k", "c", 200), nil, journal.Plain([]byte(`{"a":1}`)))
				}
			}
		})
	}
	defer wg.Wait()
	defer close(done)
	for range reads {
		entries, dropped := j.Entries(journal.Filter{})
		for i, e := range entries {
			if want := entries[0].Seq + int64(i); e.Seq != want {
				t.Fatalf("got the entry %d where %d was to be", e.Seq, want)
			}
		}
		if len(entries) > 0 && entries[0].Seq > dropped+1 {
			t.Fatalf("got %d dropped, and %d as the oldest entry", dropped, entries[0].Seq)
		}
	}
}

// A journal with less room than there are who record at once has the newest entries all the same.
func TestManyRecordInLittleRoom(t *testing.T) {
	t.Parallel()
	const writers, calls, size = 32, 200, 3
	j := journal.New(size)
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range calls {
				j.Record(call("k", "c", 200), nil, nil)
			}
		})
	}
	wg.Wait()
	const all = writers * calls
	entries, dropped := j.Entries(journal.Filter{})
	if got := seqs(entries); !slices.Equal(got, []int64{all - 2, all - 1, all}) || dropped != all-size {
		t.Errorf("got %v and %d dropped, want the last %d and %d", got, dropped, size, all-size)
	}
}

// A body that comes again is kept once, as long as it is the newest.
func TestBodiesThatComeAgain(t *testing.T) {
	t.Parallel()
	j := journal.New(10_000)
	const calls = 4000 // of which 8 MiB would hold a quarter
	page := []byte(`"` + strings.Repeat("a", 8<<10) + `"`)
	for i := range calls {
		j.Record(journal.Entry{}, fmt.Appendf(nil, "%d", i), journal.Plain(page))
	}
	entries, _ := j.Entries(journal.Filter{})
	for i, e := range entries {
		if string(e.RequestBody) != fmt.Sprint(i) || !bytes.Equal(e.ResponseBody, page) {
			t.Fatalf("entry %d: got %s and %.60s", i, e.RequestBody, e.ResponseBody)
		}
	}
}

func TestSubscribe(t *testing.T) {
	t.Parallel()
	j := journal.New(2)
	for range 3 {
		j.Record(call("a", "", 200), nil, nil)
	}
	s, backlog, gone := j.Subscribe(journal.Filter{Key: "a", Limit: 1})
	if got := seqs(backlog); !slices.Equal(got, []int64{2, 3}) || gone != 1 {
		t.Errorf("got %v and %d gone, want 2 and 3, and 1", got, gone)
	}
	if _, backlog, gone := j.Subscribe(journal.Filter{Since: 3}); len(backlog) != 0 || gone != 0 {
		t.Errorf("since the last: got %v and %d gone, want nothing", seqs(backlog), gone)
	}
	j.Record(call("b", "", 200), nil, nil)
	j.Record(call("a", "", 200), nil, nil)
	if got := (<-s.Calls()).Entry.Seq; got != 5 {
		t.Errorf("got %d, want 5", got)
	}
	s.Close()
	s.Close()
	j.Record(call("a", "", 200), nil, nil)
	if c, open := <-s.Calls(); open {
		t.Errorf("got %+v after Close, want an end", c)
	}
	j.Close()
	late, _, _ := j.Subscribe(journal.Filter{})
	if _, open := <-late.Calls(); open {
		t.Error("got a call of a journal that is closed")
	}
	j.Close()
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	a, b := call("k", "c", 200), call("k", "d", 200)
	if a.KeyID() != journal.KeyID("k") || a.KeyID() != b.KeyID() || a.CookieID() == b.CookieID() || a.CookieID() != journal.CookieID("c") {
		t.Errorf("got %v %v, want one key and two cookies", a, b)
	}
	none := call("", "", 200)
	if none.KeyID() != (journal.ID{}) || none.Key != "" || none.CookieID() != (journal.ID{}) || none.Cookie != "" {
		t.Errorf("got %+v, want nobody", none)
	}
}

func BenchmarkRecord(b *testing.B) {
	page := bytes.Repeat([]byte("x"), 4700)
	query := []byte(`{"login_token":"my-cookie","country":"FR","start_page":1,"end_page":1}`)
	j := journal.New(journal.DefaultSize)
	var to []byte
	b.ReportAllocs()
	for b.Loop() {
		e := journal.Entry{Method: "POST", Status: 200}
		e.Of(journal.KeyName("my-key"), journal.CookieName("my-cookie"))
		to = journal.Object(to, query, contract.Fields[:])
		j.Record(e, to, journal.Plain(page))
	}
}
