package network_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
	"github.com/linkup-emulator/linkup-emulator/fixtures"
)

var update = flag.Bool("update", false, "write the golden files of a new dataset")

// frozen is what a failure of a golden test has to say: the files are right, whatever changed.
const frozen = `Dataset v%d is frozen and this is not it: somebody's recorded answers would no longer match. Do not write the files again.
If gofakeit was upgraded: go back to the version that go.mod had, or copy the tables that changed into this package.
If the change is wanted: make it a new dataset, see fixtures/README.md.`

// own is the size of a network that is drawn from its cookie.
const own = -1

// goldens are the networks kept in fixtures: one for each special size, and one for each country that members live in.
var goldens = []struct {
	file   string
	cookie contract.Cookie
	size   int
}{
	{"network-0", "network-0", 0},
	{"network-1", "network-1", 1},
	{"network-9", "network-9", 9},
	{"network-10", "network-10", 10},
	{"network-11", "network-11", 11},
	{"network-839", "network-839", 839},
	{"network-30000", "network-30000", 30000},
	{"network-839-b", "network-839-b", 839},
	{"my-cookie", "my-cookie", own},
	{"united-states", "member-28", own},
	{"united-kingdom", "member-0", own},
	{"france", "member-2", own},
	{"germany", "member-5", own},
	{"netherlands", "member-18", own},
	{"italy", "member-13", own},
	{"israel", "member-9", own},
	{"canada", "member-14", own},
	{"brazil", "member-11", own},
	{"spain", "member-3", own},
	{"india", "member-1", own},
	{"not-ascii", "łódź-密", own},
}

func TestGolden(t *testing.T) {
	for _, g := range goldens {
		t.Run(g.file, func(t *testing.T) {
			n := network.Of(g.cookie)
			if g.size != own {
				n = n.Resize(g.size)
			}
			compare(t, g.file+".jsonl", pages(g.cookie, n))
		})
	}
}

// TestDigest covers people whom no page of the golden files shows, those past the largest network too.
func TestDigest(t *testing.T) {
	h := sha256.New()
	var line []byte
	for cookie := range 100 {
		n := network.Of(contract.Cookie("digest-" + strconv.Itoa(cookie)))
		fmt.Fprintln(h, n.Size())
		for i := range 1000 {
			line = append(n.AppendConnection(line[:0], i*i%network.Limit+i), '\n')
			h.Write(line)
		}
	}
	compare(t, "digest.txt", []byte(hex.EncodeToString(h.Sum(nil))+"\n"))
}

// pages is a golden file: the network's first, middle and last page.
func pages(cookie contract.Cookie, n network.Network) []byte {
	head, _ := json.Marshal(map[string]any{"login_token": string(cookie), "size": n.Size()})
	out := append(head, '\n')
	last := (n.Size() + contract.ResultsPerPage - 1) / contract.ResultsPerPage
	written := 0
	for _, page := range []int{min(last, 1), (last + 1) / 2, last} {
		if page == written {
			continue
		}
		written = page
		out = fmt.Appendf(out, "{\"page\":%d}\n", page)
		for i := (page - 1) * contract.ResultsPerPage; i < min(page*contract.ResultsPerPage, n.Size()); i++ {
			out = append(n.AppendConnection(out, i), '\n')
		}
	}
	return out
}

func compare(t *testing.T, file string, got []byte) {
	t.Helper()
	folder := fmt.Sprintf("v%d", network.Dataset)
	if *update {
		path := filepath.Join("..", "..", "..", "fixtures", folder, file)
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := fs.ReadFile(fixtures.FS, folder+"/"+file)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(got, want) {
		return
	}
	gotLines, wantLines := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(gotLines), len(wantLines)) {
		if !bytes.Equal(gotLines[i], wantLines[i]) {
			t.Fatalf("%s line %d\ngot  %s\nwant %s\n\n"+frozen, file, i+1, gotLines[i], wantLines[i], network.Dataset)
		}
	}
	t.Fatalf("%s: got %d lines, want %d\n\n"+frozen, file, len(gotLines), len(wantLines), network.Dataset)
}
