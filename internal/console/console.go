// Package console is the page with which a person watches an emulator in a browser, and the handler that serves its
// files: static/index.html at /, and every other file of static at /console/ and its path there. They hold no secret and
// do nothing but through the control routes, so that whoever may see the page needs no token for its files.
package console

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed static
var embedded embed.FS

// policy lets the page load what the emulator serves, and nothing else: no script or style within a page, no other site.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// types are the Content-Types of the files, by their ending: those of the machine differ from one to the next.
var types = map[string]string{
	".css":   "text/css; charset=utf-8",
	".html":  "text/html; charset=utf-8",
	".ico":   "image/x-icon",
	".js":    "text/javascript; charset=utf-8",
	".json":  "application/json",
	".map":   "application/json",
	".md":    "text/plain; charset=utf-8",
	".mjs":   "text/javascript; charset=utf-8",
	".png":   "image/png",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".woff2": "font/woff2",
}

// Console serves the page. It may be used from many goroutines.
type Console struct {
	files map[string]*file // by the path at which each is served
}

// New is the console with the files of this package.
func New() (*Console, error) {
	static, err := fs.Sub(embedded, "static")
	if err != nil {
		return nil, fmt.Errorf("read the console: %w", err)
	}
	return Of(static)
}

// Of is a console with these files, of which index.html is the page. The error names a file whose ending has no type.
func Of(static fs.FS) (*Console, error) {
	c := &Console{files: map[string]*file{}}
	err := fs.WalkDir(static, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(static, name)
		if err != nil {
			return err
		}
		c.files["/console/"+name], err = newFile(name, body)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the console: %w", err)
	}
	index, ok := c.files["/console/index.html"]
	if !ok {
		return nil, fmt.Errorf("read the console: there is no index.html")
	}
	delete(c.files, "/console/index.html") // whose links are relative to /
	c.files["/"] = index
	return c, nil
}

// ServeHTTP answers with the file of the path, or with 404 in the control routes' envelope.
func (c *Console) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	f, ok := c.files[r.URL.Path]
	if !ok {
		notFound(w, r.URL.Path)
		return
	}
	f.serve(w, r)
}

// notFound is in the words of the control routes.
func notFound(w http.ResponseWriter, path string) {
	body, _ := json.Marshal(struct { // of strings, which always are JSON
		Status  string `json:"status"`
		Message string `json:"message"`
	}{"error", fmt.Sprintf("the console has no file %.200q", path)})
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write(body)
}

// file is a file, and the ways in which it is sent.
type file struct {
	media    string
	variants func() (plain variant, zipped *variant) // zipped is nil where it saves nothing
}

type variant struct {
	body []byte
	etag string
}

// newFile is a file that is zipped when it is first asked for: many an emulator has nobody who looks at its page.
func newFile(name string, body []byte) (*file, error) {
	media, ok := types[path.Ext(name)]
	if !ok {
		return nil, fmt.Errorf("%s: the ending has no Content-Type; give it one", name)
	}
	return &file{media, sync.OnceValues(func() (variant, *variant) { return variantsOf(body) })}, nil
}

func variantsOf(body []byte) (plain variant, zipped *variant) {
	sum := sha256.Sum256(body)
	tag := hex.EncodeToString(sum[:16])
	plain = variant{body, `"` + tag + `"`}
	var short bytes.Buffer
	z, err := gzip.NewWriterLevel(&short, gzip.BestCompression)
	if err != nil {
		return plain, nil
	}
	if _, err := z.Write(body); err != nil || z.Close() != nil || short.Len() >= len(body)*9/10 {
		return plain, nil
	}
	return plain, &variant{short.Bytes(), `"` + tag + `-gzip"`}
}

// serve sends the file, or says that the browser's copy is good. A browser asks each time, as the next version of the
// program serves other files at the same paths.
func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	sent, zipped := f.variants()
	h.Set("Content-Type", f.media)
	h.Set("Cache-Control", "no-cache")
	if zipped != nil {
		h.Set("Vary", "Accept-Encoding")
		if takesGzip(r) && r.Header.Get("Range") == "" {
			sent = *zipped
			h.Set("Content-Encoding", "gzip")
			h.Set("Content-Length", strconv.Itoa(len(sent.body)))
		}
	}
	h.Set("ETag", sent.etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(sent.body))
}

func takesGzip(r *http.Request) bool {
	for _, accepted := range strings.Split(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		coding, weight, _ := strings.Cut(accepted, ";")
		if strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			q, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(weight), "q="), 64)
			return err != nil || q > 0
		}
	}
	return false
}
