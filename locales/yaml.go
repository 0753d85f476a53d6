package locales

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// document is a parsed YAML mapping that still knows the line of each of its keys.
type document struct {
	body  ast.Node
	pairs []*ast.MappingValueNode
}

// parse reads a YAML file that is one mapping. Errors name the file and the line.
func parse(file string, text []byte) (document, error) {
	f, err := parser.ParseBytes(text, 0)
	if err != nil {
		return document{}, yamlFault(file, err)
	}
	if len(f.Docs) != 1 {
		return document{}, at(file, 0, errors.New("must be one YAML document"))
	}
	switch body := f.Docs[0].Body.(type) {
	case *ast.MappingNode:
		return document{body, body.Values}, nil
	case *ast.MappingValueNode:
		return document{body, []*ast.MappingValueNode{body}}, nil
	case nil, *ast.CommentGroupNode, *ast.NullNode:
		return document{}, nil
	default:
		return document{}, at(file, body.GetToken().Position.Line, errors.New("must be lines of \"key: text\""))
	}
}

// into decodes the mapping into a struct; a key the struct does not have is an error, so that a typing slip is seen.
func (d document) into(file string, v any) error {
	if d.body == nil {
		return nil
	}
	if err := yaml.NodeToValue(d.body, v, yaml.Strict()); err != nil {
		return yamlFault(file, err)
	}
	return nil
}

// lines gives the line of each key.
func (d document) lines() map[string]int {
	all := make(map[string]int, len(d.pairs))
	for _, p := range d.pairs {
		all[p.Key.GetToken().Value] = p.Key.GetToken().Position.Line
	}
	return all
}

// items gives the line of each entry of a list.
func (d document) items(key string) []int {
	var all []int
	for _, p := range d.pairs {
		list, ok := p.Value.(*ast.SequenceNode)
		if !ok || p.Key.GetToken().Value != key {
			continue
		}
		for _, v := range list.Values {
			all = append(all, v.GetToken().Position.Line)
		}
	}
	return all
}

// texts reads a mapping whose every value is a text.
func (d document) texts(file string) (map[string]phrase, error) {
	all := make(map[string]phrase, len(d.pairs))
	for _, p := range d.pairs {
		key, line := p.Key.GetToken().Value, p.Key.GetToken().Position.Line
		var text string
		switch p.Value.(type) {
		case *ast.StringNode, *ast.LiteralNode:
			if err := yaml.NodeToValue(p.Value, &text); err != nil {
				return nil, yamlFault(file, err)
			}
		default:
			return nil, at(file, line, fmt.Errorf("%s must be a text: put it in quotes", key))
		}
		if _, twice := all[key]; twice {
			return nil, at(file, line, fmt.Errorf("%s is there twice", key))
		}
		all[key] = phrase{text: text, file: file, line: line}
	}
	return all, nil
}

// yamlFault gives a YAML error its file and line and leaves out the drawing of the source.
func yamlFault(file string, err error) error {
	var e yaml.Error
	if errors.As(err, &e) && e.GetToken() != nil {
		text := e.GetMessage()
		if strings.HasPrefix(text, "cannot unmarshal map") {
			text = `is no plain text; a text that holds ": " must stand in quotes`
		}
		return at(file, e.GetToken().Position.Line, errors.New(text))
	}
	return at(file, 0, err)
}
