package console_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// vendored is a file of somebody else's, as versions.json beside it tells of it.
type vendored struct {
	File, Package, Version, License, From string
	LicenseFile                           string `json:"license_file"`
	SHA256                                string `json:"sha256"`
	PublishedSHA256                       string `json:"published_sha256"`
	Change                                string
}

// changes are what was changed in a vendored file: put back, it is as it was published.
var changes = map[string]struct{ here, published string }{
	"hooks.mjs": {`from"./preact.mjs"`, `from"preact"`},
}

func TestVendoredFilesAreAsTheyWerePublished(t *testing.T) {
	for _, dir := range []string{"static/vendor", "browser/testdata/axe"} {
		files := listVendored(t, dir)
		told := map[string]bool{"versions.json": true}
		for _, v := range files {
			told[v.File], told[v.LicenseFile] = true, true
			checkVendored(t, dir, v)
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			if name := entry.Name(); !told[name] && !strings.HasPrefix(name, "LICENSE") {
				t.Errorf("%s/%s: versions.json does not tell of it", dir, name)
			}
		}
	}
}

func listVendored(t *testing.T, dir string) (files []vendored) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "versions.json"))
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&files); err != nil {
		t.Fatalf("%s: %v", dir, err)
	}
	if len(files) == 0 {
		t.Fatalf("%s: got no file in versions.json, want what is there", dir)
	}
	return files
}

func checkVendored(t *testing.T, dir string, v vendored) {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(dir, v.File))
	if err != nil {
		t.Fatal(err)
	}
	if got := sum(body); got != v.SHA256 {
		t.Errorf("%s: got SHA-256 %s, want %s", v.File, got, v.SHA256)
	}
	change, changed := changes[v.File]
	if changed != (v.PublishedSHA256 != "") || changed != (v.Change != "") {
		t.Errorf("%s: a change is told in one place, want it in versions.json and here, or in neither", v.File)
	}
	if changed {
		if got := sum(bytes.ReplaceAll(body, []byte(change.here), []byte(change.published))); got != v.PublishedSHA256 {
			t.Errorf("%s: without its change got SHA-256 %s, want %s", v.File, got, v.PublishedSHA256)
		}
	}
	license, err := os.ReadFile(filepath.Join(dir, v.LicenseFile))
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{"MIT": "Permission is hereby granted, free of charge", "Apache-2.0": "Apache License", "MPL-2.0": "Mozilla Public License"}[v.License]
	if words == "" || !strings.Contains(string(license), words) {
		t.Errorf("%s: %s is not the licence %q", v.File, v.LicenseFile, v.License)
	}
	if v.Package == "" || v.Version == "" || v.From == "" {
		t.Errorf("%s: got %+v, want package, version and from", v.File, v)
	}
}

func sum(body []byte) string {
	digest := sha256.Sum256(body)
	return hex.EncodeToString(digest[:])
}
