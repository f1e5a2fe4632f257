package scenario

import (
	"errors"
	"math"
	"regexp"
	"strconv"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/linkup-emulator/linkup-emulator/internal/lint"
)

// readYAML fills s from YAML.
func (s *source) readYAML(src []byte) *Fault {
	tokens := lexer.Tokenize(string(src))
	if fault := plain(tokens); fault != nil {
		return fault
	}
	file, fault := parse(tokens)
	if fault != nil {
		return fault
	}
	for _, doc := range file.Docs {
		if doc.Body != nil {
			s.tree, fault = s.node(nil, doc.Body, nil)
			return fault
		}
	}
	return position{1, 1}.faultf("the file is empty, want a scenario with name and steps")
}

// unwanted are YAML's ways to say a thing other than plainly. Without them a value stands where it is read, and no
// source unfolds into more than it is.
var unwanted = map[token.Type]string{
	token.AnchorType:     "anchor (&)",
	token.AliasType:      "alias (*); put a glob in quotes",
	token.TagType:        "tag (!)",
	token.MergeKeyType:   "merge key (<<)",
	token.MappingKeyType: "explicit key (?); put text that begins with ? in quotes",
	token.DirectiveType:  "directive (%)",
}

// plain refuses what the language does without, and nesting that a parser should not be asked to follow.
func plain(tokens token.Tokens) *Fault {
	var flow, dashes, line int
	var content bool
	for _, t := range tokens {
		here := place(t)
		if what, ok := unwanted[t.Type]; ok {
			return here.faultf("a scenario has no YAML %s", what)
		}
		if here.line != line {
			dashes, line = 0, here.line
		}
		switch t.Type {
		case token.InvalidType:
			return here.faultf("not YAML: %s", t.Error)
		case token.DocumentHeaderType:
			if content {
				return here.faultf("a second document begins, want one scenario a file")
			}
		case token.MappingStartType, token.SequenceStartType:
			flow++
		case token.MappingEndType, token.SequenceEndType:
			flow--
		case token.SequenceEntryType:
			dashes++
		}
		content = content || t.Type != token.CommentType && t.Type != token.DocumentHeaderType
		if flow > maxNesting || dashes > maxNesting {
			return here.faultf("nested deeper than %d", maxNesting)
		}
	}
	return nil
}

// parse calls the library, which has its own ideas of a file that it cannot read.
func parse(tokens token.Tokens) (*ast.File, *Fault) {
	file, err := parser.Parse(tokens, 0)
	if err == nil {
		return file, nil
	}
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil {
		return nil, position{1, 1}.faultf("not YAML: %v", err)
	}
	return nil, place(at.GetToken()).faultf("not YAML: %s", at.GetMessage())
}

// node is the value of n, which stands at k; key is where its key stands, if it has one.
func (s *source) node(k keys, n ast.Node, key *position) (any, *Fault) {
	here := start(n)
	if key == nil {
		key = &here
	}
	s.put(k, *key, here)
	if len(k) > maxNesting {
		return nil, here.faultf("nested deeper than %d", maxNesting)
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		return s.mapping(k, n)
	case *ast.SequenceNode:
		return s.sequence(k, n)
	case *ast.StringNode:
		return text(n), nil
	case *ast.LiteralNode:
		return n.Value.Value, nil
	case *ast.BoolNode:
		return n.Value, nil
	case *ast.NullNode:
		return nil, nil
	case *ast.IntegerNode:
		return integer(n), nil
	case *ast.FloatNode:
		if math.IsInf(n.Value, 0) {
			return n.Token.Value, nil
		}
		return whole(n.Value), nil
	}
	return nil, here.faultf("%s is nothing that a scenario has: want text, a number, true, false, a list or an object", lint.Quote(n.GetToken().Value))
}

// scientific is how YAML writes a number with an exponent and no point, which the library takes for text.
var scientific = regexp.MustCompile(`^[-+]?[0-9]+[eE][-+]?[0-9]+$`)

// text is n's value: itself or, where it stands without quotes and is one, a number.
func text(n *ast.StringNode) any {
	if n.Token.Type == token.StringType && scientific.MatchString(n.Value) {
		if v, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return whole(v)
		}
	}
	return n.Value
}

// integer is n's value, or its text where it is too large for anything that the language counts.
func integer(n *ast.IntegerNode) any {
	switch v := n.Value.(type) {
	case int64:
		return v
	case uint64:
		if v <= math.MaxInt64 {
			return int64(v)
		}
	}
	return n.Token.Value
}

func (s *source) mapping(k keys, n *ast.MappingNode) (any, *Fault) {
	m := make(map[string]any, len(n.Values))
	for _, pair := range n.Values {
		// Deliberately: the key's own text, so that the action null is a word and not YAML's null.
		name, here := pair.Key.GetToken().Value, place(pair.Key.GetToken())
		if _, twice := m[name]; twice {
			return nil, here.faultf("key %s is given twice", lint.Quote(name))
		}
		v, fault := s.node(k.with(name), pair.Value, &here)
		if fault != nil {
			return nil, fault
		}
		m[name] = v
	}
	return m, nil
}

func (s *source) sequence(k keys, n *ast.SequenceNode) (any, *Fault) {
	l := make([]any, 0, len(n.Values))
	for i, item := range n.Values {
		v, fault := s.node(k.with(i), item, nil)
		if fault != nil {
			return nil, fault
		}
		l = append(l, v)
	}
	return l, nil
}

// start is where a reader sees n begin: an object without braces at its first key.
func start(n ast.Node) position {
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		return place(m.Values[0].Key.GetToken())
	}
	return place(n.GetToken())
}

func place(t *token.Token) position { return position{t.Position.Line, t.Position.Column} }
