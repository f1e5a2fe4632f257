// Package schemas is the JSON Schema, draft 2020-12, of every body that is sent and of every file that is read, and the
// code that proves a body by its schema: compiled once, then checked in one pass over the bytes.
package schemas

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// FS holds the schemas as they are published: NAME.schema.json each.
//
//go:embed *.schema.json
var FS embed.FS

// Name is the name of a schema: that of its file, without .schema.json.
type Name string

// The schemas. README.md says what each describes and where it is used.
const (
	Request      Name = "request"
	Success      Name = "success"
	Error        Name = "error"
	ErrorCustom  Name = "error-custom"
	LoggedIn     Name = "logged-in"
	CodeSent     Name = "code-sent"
	Check        Name = "check"
	Account      Name = "account"
	AccountPut   Name = "account-put"
	Accounts     Name = "accounts"
	Ledger       Name = "ledger"
	Clock        Name = "clock"
	ClockPut     Name = "clock-put"
	Code         Name = "code"
	ResetPost    Name = "reset-post"
	Reset        Name = "reset"
	State        Name = "state"
	StateLoaded  Name = "state-loaded"
	Scenario     Name = "scenario"
	Scenarios    Name = "scenarios"
	ScenarioText Name = "scenario-text"
	ScenarioLint Name = "scenario-lint"
	Journal      Name = "journal"
	JournalEntry Name = "journal-entry"
	JournalGap   Name = "journal-gap"
	Report       Name = "report"
	VerifyPost   Name = "verify-post"
	Verify       Name = "verify"
	Health       Name = "health"
	Ready        Name = "ready"
	Version      Name = "version"
	Contract     Name = "contract"
	Config       Name = "config"
	NetworkFile  Name = "network-file"
	Network      Name = "network"
	Networks     Name = "networks"
)

const (
	base   = "https://linkup-emulator.dev/schemas/" // of every $id: a name, not an address that is asked
	suffix = ".schema.json"
)

// Set is a set of schemas, each of which is compiled when it is first needed. It may be used from many goroutines.
type Set struct {
	proofs map[Name]func() (proof, error)
}

// proof is the two ways in which a schema is checked.
type proof struct {
	library *jsonschema.Schema // the authority
	pass    *check             // the same over bytes; nil where the schema has a keyword that it doesn't know
}

// Default is the schemas of FS, the same Set for all of a process.
func Default() (*Set, error) { return ofFS() }

var ofFS = sync.OnceValues(func() (*Set, error) { return newSet(FS) })

// Compile compiles every *.schema.json at the top of files. They may refer to each other by file name, and to nothing
// else: nothing is fetched. The error names the file that does not compile.
func Compile(files fs.FS) (*Set, error) {
	set, err := newSet(files)
	if err != nil {
		return nil, err
	}
	return set, set.Compile(set.Names()...)
}

func newSet(files fs.FS) (*Set, error) {
	paths, err := fs.Glob(files, "*"+suffix)
	if err != nil {
		return nil, fmt.Errorf("list schemas: %w", err)
	}
	if len(paths) == 0 {
		return nil, errors.New("no schemas: want at least one file named *" + suffix)
	}
	set := &Set{proofs: make(map[Name]func() (proof, error), len(paths))}
	compiler, compiling := newCompiler(files, paths), new(sync.Mutex)
	for _, path := range paths {
		set.proofs[Name(strings.TrimSuffix(path, suffix))] = sync.OnceValues(func() (proof, error) {
			compiling.Lock()
			defer compiling.Unlock()
			schema, err := compiler.Compile(base + path)
			if err != nil {
				return proof{}, fmt.Errorf("compile schema %s: %w", path, err)
			}
			return proof{library: schema, pass: translate(schema)}, nil
		})
	}
	return set, nil
}

// newCompiler is a compiler that knows the files at paths and nothing else.
func newCompiler(files fs.FS, paths []string) *jsonschema.Compiler {
	compiler := jsonschema.NewCompiler()
	compiler.Draft = jsonschema.Draft2020
	compiler.AssertFormat = true
	compiler.LoadURL = func(url string) (io.ReadCloser, error) {
		path := strings.TrimPrefix(url, base)
		if !slices.Contains(paths, path) {
			return nil, fmt.Errorf("%s is none of the files %s", url, strings.Join(paths, ", "))
		}
		text, err := fs.ReadFile(files, path)
		if err == nil {
			_, err = decode(text)
		}
		if err != nil {
			return nil, fmt.Errorf("read schema %s: %w", path, err)
		}
		return io.NopCloser(bytes.NewReader(text)), nil
	}
	return compiler
}

// Compile compiles the schemas of those names, where that was not done before, so that none of them costs a later check
// its time. The error names the file that does not compile.
func (s *Set) Compile(names ...Name) error {
	for _, name := range names {
		if _, err := s.proof(name); err != nil {
			return err
		}
	}
	return nil
}

func (s *Set) proof(name Name) (proof, error) {
	p, ok := s.proofs[name]
	if !ok {
		return proof{}, fmt.Errorf("no schema %q: there are %v", name, s.Names())
	}
	return p()
}

// ByLibrary is the same schemas, each checked by the library alone.
func (s *Set) ByLibrary() *Set {
	slow := &Set{proofs: make(map[Name]func() (proof, error), len(s.proofs))}
	for name, both := range s.proofs {
		slow.proofs[name] = func() (proof, error) {
			p, err := both()
			return proof{library: p.library}, err
		}
	}
	return slow
}

// Names are the schemas of the set, in alphabetical order.
func (s *Set) Names() []Name {
	names := make([]Name, 0, len(s.proofs))
	for name := range s.proofs {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Check proves body, which is to be one strict JSON value (UTF-8, no duplicate keys, nothing after it, nesting of at
// most 64), by the schema called name. The error says where in the body what is wrong. A body that a pass over its bytes
// proves costs no allocation; of any other, the library decides and words the error.
func (s *Set) Check(name Name, body []byte) error {
	p, err := s.proof(name)
	if err != nil {
		return err
	}
	if p.pass != nil {
		if valid, sure := p.pass.proves(body); valid && sure {
			return nil
		}
	}
	return s.CheckSlow(name, body)
}

// CheckSlow is Check by the library alone: the authority that the pass is measured against.
func (s *Set) CheckSlow(name Name, body []byte) error {
	tree, err := decode(body)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return s.CheckValue(name, tree)
}

// CheckValue is Check of a tree that is decoded already, as from YAML: of nil, bool, string, json.Number, Go's integers,
// float64, []any and map[string]any. Errors quote no login_token and no key.
func (s *Set) CheckValue(name Name, v any) error {
	p, err := s.proof(name)
	if err != nil {
		return err
	}
	if err := plain(v, "", 0); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := p.library.Validate(v); err != nil {
		return fmt.Errorf("%s: %w", name, complaint(err))
	}
	return nil
}
