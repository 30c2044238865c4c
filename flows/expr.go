package flows

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"
)

// Expr is a compiled condition or value. The functions are known("name") and years(date); the constants today, desk, ticket and lang,
// and those about the service at hand and how long things are kept.
type Expr struct {
	Source string

	program *vm.Program
	names   []string // variables it reads
}

// exprError is a problem at a character of the expression, counted from 0.
type exprError struct {
	kind  string // "unknown" for an unknown name, "type", "syntax"
	name  string
	at    int
	cause string
}

func (e *exprError) Error() string { return e.cause }

var exprTypes = map[VarType]any{TextVar: "", NumberVar: 0.0, BoolVar: false, DateVar: time.Time{}}

// compileExpr compiles source; types gives the type of every variable, wantBool asks for a condition.
func compileExpr(src string, types func(string) (VarType, bool), wantBool bool) (*Expr, error) {
	tree, err := parser.Parse(src)
	if err != nil {
		return nil, syntaxError(err)
	}
	c := collector{}
	ast.Walk(&tree.Node, &c)
	env := map[string]any{"known": func(string) bool { return false }, "years": func(time.Time) float64 { return 0 }}
	e := &Expr{Source: src}
	for _, id := range c.names {
		if _, builtin := env[id.Value]; builtin {
			continue
		}
		v, ok := builtinValue(id.Value)
		if !ok {
			kind, known := types(id.Value)
			if !known {
				return nil, &exprError{kind: "unknown", name: id.Value, at: id.Location().From}
			}
			v = exprTypes[kind]
		}
		env[id.Value] = v
		if !slices.Contains(e.names, id.Value) {
			e.names = append(e.names, id.Value)
		}
	}
	for _, k := range c.known {
		_, builtin := builtinValue(k.Value)
		if _, ok := types(k.Value); !ok && !builtin {
			return nil, &exprError{kind: "unknown", name: k.Value, at: k.Location().From + 1}
		}
	}
	opts := []expr.Option{expr.Env(env), expr.DisableBuiltin("now"), expr.MaxNodes(200)}
	if wantBool {
		opts = append(opts, expr.AsBool())
	}
	if e.program, err = expr.Compile(src, opts...); err != nil {
		x := syntaxError(err)
		x.kind = "type"
		return nil, x
	}
	return e, nil
}

func builtinValue(name string) (any, bool) {
	switch name {
	case "desk", "ticket":
		return false, true
	case "today":
		return time.Time{}, true
	case langVar:
		return "", true
	case serviceVar, serviceNameVar, reminderVar:
		return "", true
	case keepVar, keepTalksVar:
		return 0.0, true
	case serviceLocalVar, serviceOnlineVar, serviceEidVar, servicePlacesVar:
		return false, true
	}
	return nil, false
}

func syntaxError(err error) *exprError {
	var fe *file.Error
	if errors.As(err, &fe) {
		return &exprError{kind: "syntax", at: fe.From, cause: fe.Message}
	}
	return &exprError{kind: "syntax", cause: fmt.Sprint(err)}
}

// collector finds the variables that an expression reads, and those it asks known() about.
type collector struct {
	names []*ast.IdentifierNode
	known []*ast.StringNode
}

func (c *collector) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		c.names = append(c.names, n)
	case *ast.CallNode:
		if id, ok := n.Callee.(*ast.IdentifierNode); ok && id.Value == "known" && len(n.Arguments) == 1 {
			if s, ok := n.Arguments[0].(*ast.StringNode); ok {
				c.known = append(c.known, s)
			}
		}
	}
}

// eval runs the expression; ok is false where it rests on something unknown.
func (e *Expr) eval(value func(string) (any, bool)) (out any, ok bool) {
	env := make(map[string]any, len(e.names)+2)
	for _, n := range e.names {
		if v, ok := value(n); ok {
			env[n] = v
		}
	}
	env["known"] = func(name string) bool { _, ok := value(name); return ok }
	env["years"] = func(since time.Time) float64 {
		now, _ := value("today")
		return years(since, now.(time.Time))
	}
	out, err := expr.Run(e.program, env)
	if err != nil {
		return nil, false
	}
	switch v := out.(type) {
	case int:
		return float64(v), true
	case time.Time:
		return v.Format(isoDate), true
	case string, float64, bool:
		return out, true
	}
	return nil, false
}

// years counts full years: birthdays, not days divided by 365.
func years(since, now time.Time) float64 {
	n := now.Year() - since.Year()
	if now.Month() < since.Month() || now.Month() == since.Month() && now.Day() < since.Day() {
		n--
	}
	return float64(n)
}
