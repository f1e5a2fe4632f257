package emulator_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// person is a connection of a network of one's own.
func person(name string) emulator.Connection {
	return emulator.Connection{Name: name, JobTitle: "N/A", ProfileURL: "https://www.linkedin.com/in/" + name + "/", ProfilePicture: "N/A"}
}

// crowd is n of them, told apart by what they are called.
func crowd(name string, n int) []emulator.Connection {
	all := make([]emulator.Connection, n)
	for i := range all {
		all[i] = person(fmt.Sprint(name, "-", i))
	}
	return all
}

// names are what the connections of an answer are called.
func names(d contract.Data) string {
	all := make([]string, len(d.Connections))
	for i, c := range d.Connections {
		all[i] = c.Name
	}
	return strings.Join(all, " ")
}

func pages(cookie string, from, to int) string {
	return fmt.Sprintf(`{"login_token":%q,"start_page":%d,"end_page":%d}`, cookie, from, to)
}

// Names of every script, with markup, and with what JSON must escape.
var oddNames = []string{
	"Ada Lovelace", "<script>alert('x')</script>", "&amp; & <b>", `"Quoted" \ back`, "דוד כהן", "\u202eover\u202c", "👩‍💻 Zoë",
	"line\nfeed", "return\r\nfeed", "tab\ttab", "nul\x00\x1f\x7f", "x\u2028y\u2029z", "日本 太郎", "x\ufeffy", "N/A", "null", "  padded  ",
}

// Any list of connections that is put comes back page by page as it is, with the right totals and credits.
func TestOwnNetworkComesBack(t *testing.T) {
	t.Parallel()
	f := served(t, emulator.Config{Credits: 1_000_000})
	odd := rapid.OneOf(rapid.SampledFrom(oddNames), rapid.StringN(1, 40, -1).Filter(func(s string) bool { return strings.TrimSpace(s) != "" }))
	rapid.Check(t, func(rt *rapid.T) {
		put := rapid.SliceOfNDistinct(rapid.Custom(func(rt *rapid.T) emulator.Connection {
			c := person(rapid.StringMatching(`[a-zé0-9-]{1,20}`).Draw(rt, "slug"))
			c.Name, c.JobTitle = odd.Draw(rt, "name"), odd.Draw(rt, "job_title")
			return c
		}), 0, 45, func(c emulator.Connection) string { return c.ProfileURL }).Draw(rt, "network")
		f.SetNetwork("mine", put)
		before := f.Account("k").Spent
		per := rapid.IntRange(1, 3).Draw(rt, "pages a request")
		var got []emulator.Connection
		for from := 1; from == 1 || (from-1)*10 < len(put); from += per {
			query := pages("mine", from, from+per-1)
			a := ask(t, f, "k", query)
			d := delivered(t, a, query)
			if d.TotalAvailableResults != int64(len(put)) {
				t.Fatalf("got %d available, want %d", d.TotalAvailableResults, len(put))
			}
			if strings.Contains(a.body, `\u0026`) || strings.Contains(a.body, `\u003c`) || strings.Contains(a.body, `\ud83d`) {
				t.Fatalf("got escapes that JSON does not want: %s", a.body)
			}
			got = append(got, d.Connections...)
		}
		if !slices.Equal(got, put) {
			t.Fatalf("got %q\nwant %q", got, put)
		}
		if spent, want := f.Account("k").Spent-before, int64(len(put)+9)/10; spent != want {
			t.Fatalf("got %d credits spent for %d connections, want %d", spent, len(put), want)
		}
		query := fmt.Sprintf(`{"login_token":"mine","total_results":%d}`, rapid.IntRange(1, 60).Draw(rt, "total_results"))
		d := delivered(t, ask(t, f, "k", query), query)
		if !slices.Equal(d.Connections, put[:len(d.Connections)]) {
			t.Fatalf("got %q, want the first %d", d.Connections, len(d.Connections))
		}
	})
}

// The corpus of files goes through the control route: what is taken is served, and what is refused is told with each
// fault in its place, and changes nothing.
func TestNetworkFilesThroughTheRoute(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	put := func(path string) (text []byte, a answer) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		media := map[string]string{".json": "application/json", ".csv": "text/csv; charset=utf-8"}[filepath.Ext(path)]
		return text, send(t, f, "PUT", "/_emulator/networks/mine", string(text), "Content-Type", media)
	}
	each := func(verdict string, check func(path string)) {
		for _, ending := range []string{"json", "csv"} {
			paths, err := filepath.Glob("internal/networkfile/testdata/" + verdict + "/*." + ending)
			if err != nil || len(paths) == 0 {
				t.Fatalf("got %v, %v, want %s files", paths, err, ending)
			}
			for _, path := range paths {
				check(path)
			}
		}
	}
	each("accept", func(path string) {
		text, a := put(path)
		want, err := emulator.ParseNetwork(path, emulator.NetworkFormatOf(path, text), text)
		if a.status != 200 || err != nil {
			t.Errorf("%s: got %d %s, %v, want it taken", path, a.status, a.body, err)
			return
		}
		query := pages("mine", 1, 3000)
		if d := delivered(t, ask(t, f, "k", query), query); !slices.Equal(d.Connections, want) {
			t.Errorf("%s: got %q, want %q", path, d.Connections, want)
		}
	})
	f.SetNetwork("mine", crowd("before", 3))
	each("reject", func(path string) {
		_, a := put(path)
		want, err := os.ReadFile(path + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		var said struct{ Message string }
		if err := json.Unmarshal([]byte(a.body), &said); err != nil {
			t.Fatal(err)
		}
		if told := strings.ReplaceAll(said.Message, "body:", filepath.Base(path)+":") + "\n"; a.status != 400 || told != string(want) {
			t.Errorf("%s: got %d and\n%swant 400 and\n%s", path, a.status, told, want)
		}
	})
	if got := f.NetworkFor("", "mine").Connection(2).Name; got != "before-2" {
		t.Errorf("got %q after what was refused, want what was there", got)
	}
}

func TestNetworkRoutes(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{
		UnknownKeys: emulator.RejectUnknownKeys,
		Accounts:    []emulator.AccountConfig{{Key: "k"}},
		Cookies:     []emulator.CookieConfig{{LoginToken: "configured", Network: crowd("c", 2)}, {LoginToken: "sized", Size: new(7)}},
	})
	mine, configured := contract.Cookie("mine"), contract.Cookie("configured")
	const list = `[{"name":"<b>é</b> & 🚀","job_title":"N/A","profile_url":"https://www.linkedin.com/in/a/","profile_picture":"N/A"},{"name":"B","job_title":"Dev","profile_url":"https://www.linkedin.com/in/b/","profile_picture":"N/A"}]`
	head := func(c contract.Cookie, rest string) string {
		return fmt.Sprintf(`{"cookie":"%s","sha256":"%s",%s`, c.Fingerprint(), c.Digest(), rest)
	}
	keyOf := func(k contract.APIKey) string {
		return fmt.Sprintf(`"key":"%s","key_sha256":"%s",`, k.Fingerprint(), k.Digest())
	}
	firstPage := `"not_available":{"job_title":1,"profile_picture":2},"page":1,"per_page":10,"pages":1,"connections":` + list + `}`
	for i, row := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/networks", "", 200, `{"networks":[` + head(configured, `"origin":"configured","size":2}]}`)},
		{"GET", "/networks/sized", "", 200, head("sized", `"origin":"drawn","size":7,`)},
		{"GET", "/networks/network-839?page=84&per_page=10", "", 200, `"page":84,"per_page":10,"pages":84,`},
		{"GET", "/networks/network-839?page=85", "", 200, `"page":85,"per_page":10,"pages":84,"connections":[]}`},
		{"GET", "/networks/network-0", "", 200, `"size":0,"not_available":{"job_title":0,"profile_picture":0},"page":1,"per_page":10,"pages":0,"connections":[]}`},
		{"GET", "/networks/" + mine.Fingerprint(), "", 404, `is found by the login_token itself`},
		{"PUT", "/networks/" + mine.Fingerprint(), list, 404, `is found by the login_token itself`},
		{"PUT", "/networks/mine", list, 200, head(mine, `"origin":"put","size":2,`+firstPage)},
		{"GET", "/networks/mine", "", 200, head(mine, `"origin":"put","size":2,`+firstPage)},
		{"GET", "/networks/" + mine.Fingerprint(), "", 200, head(mine, `"origin":"put","size":2,`+firstPage)},
		{"GET", "/networks/" + mine.Digest().Name() + "?per_page=1&page=2", "", 200, `"page":2,"per_page":1,"pages":2,"connections":[{"name":"B"`},
		{"GET", "/networks/mine?format=json", "", 200, "[\n" + strings.Replace(list, "},{", "},\n{", 1)[1:len(list)] + "\n]\n"},
		{"GET", "/networks/mine?format=csv", "", 200, "name,job_title,profile_url,profile_picture\n<b>é</b> & 🚀,N/A,https://www.linkedin.com/in/a/,N/A\nB,Dev,https://www.linkedin.com/in/b/,N/A\n"},
		{"GET", "/networks/mine?format=csv&page=1", "", 400, `format is of the whole network`},
		{"GET", "/networks/mine?format=xml&per_page=1001&page=x&pages=1", "", 400, `format must be json or csv (got \"xml\"); page must be a whole number from 1 to 9007199254740991 (got \"x\"); per_page must be a whole number from 1 to 1000 (got \"1001\"); there is no parameter \"pages\", only key, page, per_page, format`},
		{"PUT", "/networks/mine?page=1", list, 400, `there is no parameter \"page\", only key`},
		{"PUT", "/networks/%20", list, 400, `login_token: got a blank string`},
		{"GET", "/networks/%20", "", 400, `login_token: got a blank string`},
		{"PUT", "/networks/configured?key=other", `[]`, 200, head(configured, keyOf("other")+`"origin":"put","size":0,`)},
		{"GET", "/networks/configured", "", 200, `"origin":"configured","size":2,`},
		{"GET", "/networks/configured?key=other", "", 200, head(configured, keyOf("other")+`"origin":"put","size":0,`)},
		{"GET", "/networks/configured?key=" + contract.APIKey("other").Fingerprint(), "", 200, `"origin":"put","size":0,`},
		{"GET", "/networks/configured?key=" + contract.APIKey("other").Digest().Name(), "", 200, `"origin":"put","size":0,`},
		{"GET", "/networks/configured?key=k", "", 200, head(configured, `"origin":"configured","size":2,`)},
		{"GET", "/networks/configured?key=key:000000", "", 404, `no key that was used or declared is called key:000000`},
		{"PUT", "/networks/configured", `{"data":{"connections":` + list + `}}`, 200, head(configured, `"origin":"put","size":2,`+firstPage)},
		{"DELETE", "/networks/configured?key=k", "", 404, `no network was put for the cookie and this key alone`},
		{"DELETE", "/networks/configured?key=other", "", 200, `{"networks":[` + head(configured, `"origin":"put","size":2},`) + head(mine, `"origin":"put","size":2}]}`)},
		{"DELETE", "/networks/" + configured.Fingerprint(), "", 200, head(configured, `"origin":"configured","size":2},`)},
		{"DELETE", "/networks/configured", "", 404, `no network was put for the cookie and every key`},
		{"DELETE", "/networks/mine", "", 200, `{"networks":[` + head(configured, `"origin":"configured","size":2}]}`)},
		{"GET", "/networks/a%2Fb%20c", "", 200, head("a/b c", `"origin":"drawn"`)},
		{"GET", "/networks/AQED-some-cookie", "", 200, `"origin":"drawn"`},
	} {
		a := control(t, f, row.method, row.path, row.body)
		if a.status != row.status || !strings.Contains(a.body, row.want) {
			t.Errorf("%d: %s %s: got %d %s\nwant %d with %s", i, row.method, row.path, a.status, a.body, row.status, row.want)
		}
		if cookie, _, _ := strings.Cut(strings.TrimPrefix(row.path, "/networks/"), "?"); len(cookie) > 12 && !strings.Contains(cookie, ":") && strings.Contains(a.body, cookie) {
			t.Errorf("%d: got %s, want no cookie in it", i, a.body)
		}
	}
	a := control(t, f, "GET", "/networks/mine?format=csv", "")
	if got := a.header.Get("Content-Disposition") + " " + a.header.Get("Content-Type"); got != `attachment; filename="network.csv" text/csv; charset=utf-8` {
		t.Errorf("got %s", got)
	}
}

// What CSV cannot carry is not lost in silence.
func TestNetworkThatIsNoCSV(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t)
	f.SetNetwork("mine", []emulator.Connection{person("a"), {Name: "a\r\nb", JobTitle: "N/A", ProfileURL: "https://www.linkedin.com/in/b/", ProfilePicture: "N/A"}})
	if a := control(t, f, "GET", "/networks/mine?format=csv", ""); a.status != 409 || !strings.Contains(a.body, "connection 1: name has a CR LF") {
		t.Errorf("got %d %s, want 409", a.status, a.body)
	}
}

// Whatever a network is taken out as is taken back, for another cookie: drawn ones too, and so are real answers.
func TestNetworkMovesToAnotherCookie(t *testing.T) {
	t.Parallel()
	f := served(t)
	const cookie = "network-42"
	drawn := f.NetworkFor("k", cookie)
	query := pages(cookie, 1, 5)
	whole := ask(t, f, "k", query).body
	for name, row := range map[string]struct{ text, media string }{
		"answer": {whole, "application/json"},
		"json":   {control(t, f, "GET", "/networks/"+cookie+"?format=json", "").body, "application/json"},
		"csv":    {control(t, f, "GET", "/networks/"+cookie+"?format=csv", "").body, "text/csv"},
	} {
		if a := send(t, f, "PUT", "/_emulator/networks/"+name, row.text, "Content-Type", row.media); a.status != 200 {
			t.Fatalf("%s: got %d %s", name, a.status, a.body)
		}
		own := ask(t, f, "k", pages(name, 1, 5))
		if own.body != whole {
			t.Errorf("%s: got %s\nwant %s", name, own.body, whole)
		}
		if n := f.NetworkFor("k", name); n.Size() != drawn.Size() || n.Connection(41) != drawn.Connection(41) {
			t.Errorf("%s: got %d connections, want those that were drawn", name, n.Size())
		}
	}
}

// Scenarios change a network of one's own as any other, and who joins is nobody who is there.
func TestScenariosOverOwnNetwork(t *testing.T) {
	t.Parallel()
	f := served(t)
	drawn := f.NetworkFor("", "mine")
	put := crowd("p", 12)
	for i := range 6 {
		put[i] = drawn.Connection(12 + i) // whom the first joiners would be
	}
	f.SetNetwork("mine", put)
	plays(t, f, steps("answer: {}", "add: {count: 8}", "remove: {count: 8}", "set: {name: Same}"))
	ask(t, f, "k", pages("mine", 1, 1))
	query := pages("mine", 1, 2)
	d := delivered(t, ask(t, f, "k", query), query)
	if d.TotalAvailableResults != 20 || !slices.Equal(d.Connections[8:], put) {
		t.Errorf("got %d and %q, want 8 before the 12", d.TotalAvailableResults, d.Connections)
	}
	seen := map[string]bool{}
	for _, c := range d.Connections {
		if seen[c.ProfileURL] {
			t.Errorf("got %s twice", c.ProfileURL)
		}
		seen[c.ProfileURL] = true
	}
	if d := delivered(t, ask(t, f, "k", query), query); !slices.Equal(d.Connections, put) {
		t.Errorf("got %q, want the 12 again", d.Connections)
	}
	if d := delivered(t, ask(t, f, "k", query), query); d.Connections[11].Name != "Same" || d.Connections[11].ProfileURL != put[11].ProfileURL {
		t.Errorf("got %+v, want the name set", d.Connections[11])
	}
}

// A network is the cookie's, for every key, but for a key that has one of its own; and a member's, whose logins hand out
// cookies.
func TestWhoseNetworkItIs(t *testing.T) {
	t.Parallel()
	f := served(t, emulator.Config{Cookies: []emulator.CookieConfig{{LoginToken: "mine", Network: crowd("configured", 1)}}})
	check := func(key, cookie, want string) {
		t.Helper()
		query := pages(cookie, 1, 1)
		if got := names(delivered(t, ask(t, f, key, query), query)); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
	check("a", "mine", "configured-0")
	f.SetNetwork("mine", crowd("all", 1))
	tenant := f.Tenant(t)
	tenant.SetNetwork("mine", crowd("tenant", 2))
	check("a", "mine", "all-0")
	check(tenant.Key, "mine", "tenant-0 tenant-1")
	if got := f.NetworkFor(tenant.Key, "mine").Size(); got != 2 {
		t.Errorf("got %d, want the tenant's", got)
	}
	tenant.Reset()
	check(tenant.Key, "mine", "all-0")
	f.DeleteNetwork("mine")
	check("a", "mine", "configured-0")

	first := loggedIn(t, login(t, f, "a", "ada@example.com"))
	f.SetNetwork(first, crowd("member", 1))
	check("a", loggedIn(t, login(t, f, "a", "ada@example.com")), "member-0")
	if got := f.Networks(); len(got) != 2 || strings.Contains(fmt.Sprint(got), first) {
		t.Errorf("got %+v, want two and no cookie", got)
	}
}

// What a tenant has put is gone with its test.
func TestTenantsNetworksEnd(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{NoListener: true})
	t.Run("tenant", func(t *testing.T) { f.Tenant(t).SetNetwork("mine", crowd("p", 1)) })
	if got := f.Networks(); len(got) != 0 {
		t.Errorf("got %+v, want none", got)
	}
}

func TestNetworksInStateAndReset(t *testing.T) {
	t.Parallel()
	config := emulator.Config{NoListener: true, Cookies: []emulator.CookieConfig{{LoginToken: "hush-configured", Network: crowd("configured", 2)}}}
	f := emulator.RunT(t, config)
	odd := crowd("odd", len(oddNames))
	for i, name := range oddNames {
		odd[i].Name = name
	}
	f.SetNetwork("hush-cookie", odd)
	f.SetNetwork("hush-configured", nil)
	if err := f.PutNetworkFor("hush-key", "hush-cookie", crowd("own", 1)); err != nil {
		t.Fatal(err)
	}
	saved, err := f.State()
	if err != nil || strings.Contains(string(saved), "hush") {
		t.Fatalf("got %v, or a secret in %s", err, saved)
	}
	check := func(f *emulator.Fixture, want string) {
		t.Helper()
		var got []string
		for _, n := range f.Networks() {
			got = append(got, fmt.Sprint(n.Cookie, n.Key, " ", n.Origin, " ", n.Size))
		}
		slices.Sort(got)
		if strings.Join(got, "\n") != want {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
		}
	}
	cookie, configured, key := contract.Cookie("hush-cookie").Fingerprint(), contract.Cookie("hush-configured").Fingerprint(), contract.APIKey("hush-key").Fingerprint()
	asPut := []string{cookie + " put " + fmt.Sprint(len(odd)), cookie + key + " put 1", configured + " put 0"}
	slices.Sort(asPut)
	check(f, strings.Join(asPut, "\n"))
	asConfigured := configured + " configured 2"

	other := emulator.RunT(t, config)
	if err := other.PutState(saved); err != nil {
		t.Fatal(err)
	}
	check(other, strings.Join(asPut, "\n"))
	for i := range odd {
		if got := other.NetworkFor("a", "hush-cookie").Connection(i); got != odd[i] {
			t.Errorf("got %q from the state, want %q", got, odd[i])
		}
	}
	if got := other.NetworkFor("hush-key", "hush-cookie").Connection(0).Name; got != "own-0" {
		t.Errorf("got %s, want the key's own", got)
	}
	other.Reset(emulator.PartAccounts, emulator.PartScenarios, emulator.PartClock, emulator.PartJournal)
	check(other, strings.Join(asPut, "\n"))
	other.ResetKey("hush-key")
	asPut = slices.DeleteFunc(asPut, func(s string) bool { return strings.Contains(s, key) })
	check(other, strings.Join(asPut, "\n"))
	other.Reset(emulator.PartNetworks)
	check(other, asConfigured)
	f.Reset()
	check(f, asConfigured)
	again, err := f.State()
	if err != nil || strings.Contains(string(again), `"networks":[{`) && strings.Contains(string(again), "odd") {
		t.Errorf("got %s, %v, want no network", again, err)
	}
	if err := f.PutState(saved); err != nil {
		t.Fatal(err)
	}
	if err := f.PutState(again); err != nil { // of which none was put
		t.Fatal(err)
	}
	check(f, asConfigured)
}

func TestStateWithNetworksThatCannotBe(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{NoListener: true})
	f.SetNetwork("mine", crowd("p", 1))
	before, err := f.State()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		at    string
		value any
		want  string
	}{
		{"networks/0/connections/0/name", " ", "/networks/0/connections/0/name: is blank"},
		{"networks/0/cookie", "mine", "/networks/0/cookie"},
		{"networks", []any{map[string]any{"cookie": strings.Repeat("a", 64), "connections": []any{}}, map[string]any{"cookie": strings.Repeat("a", 64), "connections": []any{}}}, "networks[1]: is of the same cookie and key as one before it"},
	} {
		if err := f.PutState(changed(t, before, row.at, row.value)); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got %v, want %q", row.at, err, row.want)
		}
	}
	if after, _ := f.State(); string(after) != string(before) {
		t.Errorf("got %s, want it unchanged", after)
	}
}

func TestNetworksThatCannotBe(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{NoListener: true})
	bad := crowd("p", 2)
	bad[1].ProfileURL = "p"
	const says = `connections: [1].profile_url: profile_url is "p", want https://www.linkedin.com/in/SLUG/`
	for want, err := range map[string]error{
		says: f.PutNetwork("mine", bad),
		"login_token: got a blank string, want one that is not blank": f.PutNetwork(" ", nil),
		"key: got a blank string, want one that is not blank":         f.PutNetworkFor(" ", "mine", nil),
	} {
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	config := emulator.Config{NoListener: true, Cookies: []emulator.CookieConfig{
		{LoginToken: "a", Network: bad}, {LoginToken: "b", Network: crowd("p", 1), Size: new(3)},
		{LoginToken: "member-" + strings.Repeat("0", 24) + "-1", Network: crowd("p", 1)}, {LoginToken: "member-" + strings.Repeat("0", 24) + "-2", Network: crowd("p", 1)},
	}}
	_, err := emulator.New(config)
	const want = `configuration: cookies[0].network: [1].profile_url: profile_url is "p", want https://www.linkedin.com/in/SLUG/
cookies[1].network: got 1 connections together with a size of 3, want one of the two
cookies[3].network: the same login handed out a cookie before it that has one; give the two one network`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	tb := &fakeTB{}
	tb.run(func() { emulator.Lend(f, tb).SetNetwork("mine", bad) })
	if !strings.Contains(tb.fatal, says) {
		t.Errorf("got %q, want the test failed with %q", tb.fatal, says)
	}
}

// Nobody is left out: a network that has somebody twice is served so, as is one that a real answer of several pages had.
func TestSomebodyTwice(t *testing.T) {
	t.Parallel()
	f := served(t)
	f.SetNetwork("mine", []emulator.Connection{person("a"), person("b"), person("a")})
	var success contract.Success
	if err := json.Unmarshal([]byte(ask(t, f, "k", pages("mine", 1, 1)).body), &success); err != nil {
		t.Fatal(err)
	}
	if got := names(success.Data); got != "a b a" {
		t.Errorf("got %s, want a b a", got)
	}
}

// The caller may do as it likes with the connections that it put.
func TestOwnNetworkIsACopy(t *testing.T) {
	t.Parallel()
	f := served(t)
	put := crowd("p", 1)
	f.SetNetwork("mine", put)
	put[0].Name = "changed"
	if got := f.NetworkFor("", "mine").Connection(0).Name; got != "p-0" {
		t.Errorf("got %s, want what was put", got)
	}
}

// No page mixes two networks, whoever puts them meanwhile, and none is served from a network that is gone.
func TestPutWhileRequestsRun(t *testing.T) {
	t.Parallel()
	f := emulator.RunT(t, emulator.Config{NoListener: true, Credits: 1_000_000})
	f.SetNetwork("mine", crowd("v0", 30))
	var asking, putting sync.WaitGroup
	done := make(chan struct{})
	putting.Go(func() {
		for i := 1; ; i++ {
			select {
			case <-done:
				return
			default:
				f.SetNetwork("mine", crowd(fmt.Sprint("v", i), 30+i%20))
			}
		}
	})
	for range 8 {
		asking.Go(func() {
			for range 60 {
				query := pages("mine", 1, 3)
				d := delivered(t, ask(t, f, "k", query), query)
				version, _, _ := strings.Cut(d.Connections[0].Name, "-")
				for i, c := range d.Connections {
					if c.Name != fmt.Sprint(version, "-", i) {
						t.Errorf("got %s at %d of %s", c.Name, i, version)
						return
					}
				}
				var n int64
				fmt.Sscanf(version, "v%d", &n)
				if want := 30 + n%20; d.TotalAvailableResults != want {
					t.Errorf("got %d available of %s, want %d", d.TotalAvailableResults, version, want)
				}
			}
		})
	}
	asking.Wait()
	close(done)
	putting.Wait()
	f.SetNetwork("mine", crowd("last", 30))
	for range 3 { // the page is kept from its second time on
		query := pages("mine", 1, 1)
		if got := names(delivered(t, ask(t, f, "k", query), query)); !strings.HasPrefix(got, "last-0 last-1 ") {
			t.Errorf("got %s, want the last that was put", got)
		}
	}
}
