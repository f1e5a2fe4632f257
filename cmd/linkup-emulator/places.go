package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// position is a line and a column of a file, both from 1.
type position struct{ line, column int }

// places are the positions of the values of a YAML file, by JSON pointer; that of a name alone is under nameOf.
type places struct {
	file string
	at   map[string]position
}

// fault is one thing that is wrong at a JSON pointer.
type fault struct{ pointer, message string }

// nameOf is the pointer under which places keep where the name of a value stands, for a fault of the name.
func nameOf(pointer string) string { return pointer + "#name" }

// walk notes the position of node, which is at pointer, and of what is in it. Deliberately, tags, anchors and aliases
// are refused: a tag that does not fit changes a value in silence.
func (p places) walk(pointer string, node ast.Node) error {
	p.note(pointer, node)
	switch n := node.(type) {
	case *ast.MappingNode:
		for _, pair := range n.Values {
			if err := p.walkPair(pointer, pair); err != nil {
				return err
			}
		}
	case *ast.MappingValueNode:
		return p.walkPair(pointer, n)
	case *ast.SequenceNode:
		for i, item := range n.Values {
			if err := p.walk(pointer+"/"+strconv.Itoa(i), item); err != nil {
				return err
			}
		}
	case *ast.TagNode, *ast.AnchorNode, *ast.AliasNode:
		return fmt.Errorf("%s: tags, anchors and aliases are not taken here; write the value out, in quotes if it begins with !, & or *", p.origin(pointer))
	}
	return nil
}

func (p places) walkPair(pointer string, pair *ast.MappingValueNode) error {
	if pair.Key.IsMergeKey() {
		p.note(pointer, pair.Key)
		return fmt.Errorf("%s: << is not taken here; write the values out", p.origin(pointer))
	}
	name := pair.Key.GetToken().Value
	value := pointer + "/" + escape(name)
	p.note(nameOf(value), pair.Key)
	if err := p.walk(value, pair.Value); err != nil {
		return err
	}
	if _, isScalar := pair.Value.(ast.ScalarNode); !isScalar {
		p.at[value] = p.at[nameOf(value)] // a list or a mapping as a whole is to be found by its name
	}
	return nil
}

func (p places) note(pointer string, node ast.Node) {
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		node = m.Values[0].Key // its own token is the first colon
	}
	if t := node.GetToken(); t != nil && t.Position != nil {
		p.at[pointer] = position{t.Position.Line, t.Position.Column}
	}
}

// find is the position of pointer, or of the nearest thing around it that has one.
func (p places) find(pointer string) position {
	for {
		if at, ok := p.at[pointer]; ok {
			return at
		}
		cut := strings.LastIndexByte(pointer, '/')
		if cut < 0 {
			return position{1, 1}
		}
		pointer = pointer[:cut]
	}
}

// origin is file:line:column of pointer.
func (p places) origin(pointer string) string {
	at := p.find(pointer)
	return fmt.Sprintf("%s:%d:%d", p.file, at.line, at.column)
}

// sorted is one error of all the faults, a line each, in the order of the file.
func (p places) sorted(faults []fault) error {
	slices.SortStableFunc(faults, func(a, b fault) int {
		x, y := p.find(a.pointer), p.find(b.pointer)
		if x.line != y.line {
			return x.line - y.line
		}
		return x.column - y.column
	})
	var all []error
	for _, f := range faults {
		all = append(all, fmt.Errorf("%s: %s", p.origin(f.pointer), f.message))
	}
	return errors.Join(all...)
}

// escape is name as a part of a JSON pointer.
func escape(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}
