// The oracle for the tests of the template parser: what Go itself says of a template.
//
// It reads one JSON object a line, {"text": ..., "functions": [names besides the built-in ones]}, and
// answers each with a line: the error of text/template; the error when every word is taken for a function;
// and, if there is none then, the root names read and the words that are no functions. The names come from
// a walk over Go's own parse trees.
package main

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"regexp"
	"strconv"
	"text/template"
	"text/template/parse"
)

type question struct {
	Text      string   `json:"text"`
	Functions []string `json:"functions"`
}

type failure struct {
	Line    int    `json:"line"`
	Message string `json:"message"`
}

type unknown struct {
	Name string `json:"name"`
	Bare bool   `json:"bare"`
}

type answer struct {
	Error   *failure  `json:"error"`
	Fault   *failure  `json:"fault"`
	Roots   []string  `json:"roots"`
	Unknown []unknown `json:"unknown"`
}

const name = "prompt"

var prefix = regexp.MustCompile(`(?s)^template: prompt:(\d+): (.*)$`)

var builtins = []string{
	"and", "call", "html", "index", "slice", "js", "len", "not", "or", "print", "printf", "println",
	"urlquery", "eq", "ge", "gt", "le", "lt", "ne",
}

func failed(err error) *failure {
	if err == nil {
		return nil
	}
	match := prefix.FindStringSubmatch(err.Error())
	if match == nil {
		return &failure{0, err.Error()}
	}
	line, _ := strconv.Atoi(match[1])
	return &failure{line, match[2]}
}

func ask(q question) answer {
	functions := template.FuncMap{}
	known := map[string]any{}
	for _, f := range q.Functions {
		functions[f] = func(...any) string { return "" }
	}
	for _, f := range append(builtins, q.Functions...) {
		known[f] = struct{}{}
	}
	_, err := template.New(name).Funcs(functions).Parse(q.Text)
	result := answer{Error: failed(err), Roots: []string{}, Unknown: []unknown{}}

	trees := map[string]*parse.Tree{}
	tree := parse.New(name)
	tree.Mode = parse.SkipFuncCheck
	_, err = tree.Parse(q.Text, "", "", trees, known)
	result.Fault = failed(err)
	if err != nil {
		return result
	}
	for _, t := range trees {
		w := walker{known: known, result: &result}
		w.template(t)
	}
	result.Roots = roots(trees, known)
	return result
}

// roots follows the calls that pass the root data on.
func roots(trees map[string]*parse.Tree, known map[string]any) []string {
	names := []string{}
	seen := map[string]bool{name: true}
	for queue := []string{name}; len(queue) > 0; queue = queue[1:] {
		w := walker{known: known, result: &answer{}}
		w.template(trees[queue[0]])
		for _, r := range w.reads {
			if r.from.certain() {
				names = append(names, r.name)
			}
		}
		for _, c := range w.calls {
			if c.from.certain() && trees[c.name] != nil && !seen[c.name] {
				seen[c.name] = true
				queue = append(queue, c.name)
			}
		}
	}
	return names
}

// variable holds the data until the step at which something else is assigned to it.
type variable struct {
	name  string
	holds *data
	until int
	loops int
}

// data is the data of the template, taken from a variable at some step, or from the dot.
type data struct {
	from *variable
	at   int
}

func (d *data) certain() bool {
	for d != nil && d.from != nil {
		if d.at >= d.from.until {
			return false
		}
		d = d.from.holds
	}
	return d != nil
}

// value is what an operand is known to be: the data, a string, or nothing.
type value struct {
	data *data
	text *string
}

type mention struct {
	name string
	from *data
}

type walker struct {
	known     map[string]any
	result    *answer
	variables []*variable
	loops     []int
	step      int
	reads     []mention
	calls     []mention
}

func (w *walker) template(t *parse.Tree) {
	root := &data{}
	w.variables = []*variable{{name: "$", holds: root, until: math.MaxInt}}
	w.list(t.Root, root)
}

func (w *walker) list(list *parse.ListNode, dot *data) {
	if list == nil {
		return
	}
	for _, node := range list.Nodes {
		w.step++
		switch n := node.(type) {
		case *parse.ActionNode:
			w.pipe(n.Pipe, dot, "command")
		case *parse.IfNode:
			w.control(&n.BranchNode, dot, "if")
		case *parse.WithNode:
			w.control(&n.BranchNode, dot, "with")
		case *parse.RangeNode:
			w.control(&n.BranchNode, dot, "range")
		case *parse.TemplateNode:
			if n.Pipe != nil {
				if passed := w.pipe(n.Pipe, dot, "template").data; passed != nil {
					w.calls = append(w.calls, mention{n.Name, passed})
				}
			}
		}
	}
}

func (w *walker) control(n *parse.BranchNode, dot *data, kind string) {
	mark := len(w.variables)
	got := w.pipe(n.Pipe, dot, kind)
	body := len(w.variables)
	inner := dot
	if kind == "with" {
		inner = got.data
	}
	if kind == "range" {
		inner = nil
		w.step++
		w.loops = append(w.loops, w.step)
	}
	w.list(n.List, inner)
	if kind == "range" {
		w.loops = w.loops[:len(w.loops)-1]
	}
	w.variables = w.variables[:body]
	w.list(n.ElseList, dot)
	w.variables = w.variables[:mark]
}

func (w *walker) find(name string) *variable {
	for i := len(w.variables) - 1; i >= 0; i-- {
		if w.variables[i].name == name {
			return w.variables[i]
		}
	}
	return nil
}

func (w *walker) pipe(p *parse.PipeNode, dot *data, kind string) value {
	var piped value
	for i, c := range p.Cmds {
		piped = w.command(c, dot, i, piped)
	}
	w.step++
	holds := piped.data
	if kind == "range" {
		holds = nil
	}
	for _, v := range p.Decl {
		name := v.Ident[0]
		if !p.IsAssign {
			bound := &variable{name, holds, math.MaxInt, len(w.loops)}
			if kind == "parentheses" {
				bound.holds = nil
			}
			w.variables = append(w.variables, bound)
			continue
		}
		assigned := w.find(name)
		if assigned == nil || (holds != nil && holds.from == nil) {
			continue
		}
		at := w.step
		if len(w.loops) > assigned.loops {
			at = w.loops[assigned.loops]
		}
		assigned.until = min(assigned.until, at)
	}
	return piped
}

func (w *walker) command(c *parse.CommandNode, dot *data, stage int, piped value) value {
	var values []value
	for i, arg := range c.Args {
		node := arg
		if chain, ok := arg.(*parse.ChainNode); ok {
			node = chain.Node
		}
		if word, ok := node.(*parse.IdentifierNode); ok && w.known[word.Ident] == nil {
			bare := stage == 0 && len(c.Args) == 1
			if first, ok := c.Args[0].(*parse.IdentifierNode); i > 0 {
				bare = ok && w.known[first.Ident] != nil
			}
			w.result.Unknown = append(w.result.Unknown, unknown{word.Ident, bare})
		}
		values = append(values, w.operand(arg, dot))
	}
	if stage == 1 {
		values = append(values, piped)
	}
	word, ok := c.Args[0].(*parse.IdentifierNode)
	if ok && word.Ident == "index" && len(values) > 2 && values[1].data != nil && values[2].text != nil && len(c.Args) > 1 {
		w.reads = append(w.reads, mention{*values[2].text, values[1].data})
	}
	if stage == 0 && len(c.Args) == 1 {
		return values[0]
	}
	return value{}
}

func (w *walker) operand(node parse.Node, dot *data) value {
	w.step++
	switch n := node.(type) {
	case *parse.DotNode:
		return value{data: dot}
	case *parse.StringNode:
		return value{text: &n.Text}
	case *parse.FieldNode:
		if dot != nil {
			w.reads = append(w.reads, mention{n.Ident[0], dot})
		}
	case *parse.VariableNode:
		if v := w.find(n.Ident[0]); v != nil && v.holds != nil {
			held := &data{v, w.step}
			if len(n.Ident) == 1 {
				return value{data: held}
			}
			w.reads = append(w.reads, mention{n.Ident[1], held})
		}
	case *parse.PipeNode:
		return w.pipe(n, dot, "parentheses")
	case *parse.ChainNode:
		if got := w.operand(n.Node, dot); got.data != nil {
			w.reads = append(w.reads, mention{n.Field[0], got.data})
		}
	}
	return value{}
}

func main() {
	in := json.NewDecoder(bufio.NewReader(os.Stdin))
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	answers := json.NewEncoder(out)
	for in.More() {
		var q question
		if err := in.Decode(&q); err != nil {
			panic(err)
		}
		if err := answers.Encode(ask(q)); err != nil {
			panic(err)
		}
	}
}
