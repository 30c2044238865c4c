package flows

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// linker collects what can only be understood when all flows are read: names of steps and variables, and expressions.
type linker struct {
	source.Diagnostics
	set      *Set
	targets  []pendingTarget
	exprs    []pendingExpr
	uses     []*source.Node                    // names of variables in the YAML
	services []*source.Node                    // targets that name a service
	entries  map[string]map[string]source.Pair // language -> id -> entry of a message file
}

type pendingTarget struct {
	node   *source.Node
	flow   string
	target *Target
	call   bool
}

type pendingExpr struct {
	node   *source.Node
	expr   *Expr
	skip   int          // characters before the expression in the value
	cond   bool         // must be true or false
	define *source.Node // the variable that the expression gives a value; nil: none
}

// variable is what is known of a variable: its type and where that was said first.
type variable struct {
	kind VarType
	at   source.Span
}

func (r *reader) target(n *source.Node) *Target {
	if n == nil || n.Kind != source.Scalar || n.Value == "" {
		return nil
	}
	t := &Target{at: n.At}
	r.targets = append(r.targets, pendingTarget{node: n, flow: r.flow.ID, target: t})
	return t
}

func (r *reader) condition(n *source.Node) *Expr {
	if n == nil || n.Kind != source.Scalar {
		return nil
	}
	return r.expression(n, n.Value, pendingExpr{cond: true})
}

func (l *linker) expression(n *source.Node, src string, p pendingExpr) *Expr {
	p.node, p.expr = n, &Expr{Source: strings.TrimSpace(src)}
	p.skip += len([]rune(src)) - len([]rune(strings.TrimLeft(src, " ")))
	l.exprs = append(l.exprs, p)
	return p.expr
}

func (l *linker) useVar(n *source.Node) {
	if n != nil {
		l.uses = append(l.uses, n)
	}
}

// define notes the type of a variable; another type elsewhere is an error at both places.
func (l *linker) define(name string, kind VarType, at source.Span) {
	if _, reserved := builtinValue(name); reserved && name != langVar {
		l.Error("variable", at, source.T("„%s“ ist ein fester Begriff und kann nicht gesetzt werden. Bitte wählen Sie einen anderen Namen.",
			"%q has a fixed meaning and cannot be set. Please choose another name.", name))
		return
	}
	old, ok := l.set.vars[name]
	if !ok {
		l.set.vars[name] = variable{kind, at}
		return
	}
	if old.kind != kind {
		here, there := typeNames[kind], typeNames[old.kind]
		d := l.Error("variable-type", at, source.Text{
			DE: fmt.Sprintf("„%s“ ist hier %s, an anderer Stelle aber %s.", name, here.DE, there.DE),
			EN: fmt.Sprintf("%q is %s here but %s elsewhere.", name, here.EN, there.EN)})
		d.Related = append(d.Related, source.Related{At: old.at, Text: source.Text{DE: "hier ist es " + there.DE, EN: "here it is " + there.EN}})
	}
}

var typeNames = map[VarType]source.Text{
	TextVar:   {DE: "ein Text", EN: "a text"},
	NumberVar: {DE: "eine Zahl", EN: "a number"},
	BoolVar:   {DE: "ja/nein (true/false)", EN: "true or false"},
	DateVar:   {DE: "ein Datum", EN: "a date"},
}

// link resolves everything that was put off.
func (l *linker) link() {
	for _, p := range l.targets {
		l.resolve(p)
	}
	l.compileAll()
	for _, n := range l.uses {
		if _, ok := l.set.vars[n.Value]; !ok {
			l.unknownVar(n.At, n.Value)
		}
	}
}

func (l *linker) resolve(p pendingTarget) {
	name, t := p.node.Value, p.target
	switch name {
	case "back":
		t.Kind = ToBack
	case "return":
		t.Kind = ToReturn
	case "end":
		t.Kind = ToEnd
	default:
		flow, step, full := strings.Cut(name, "/")
		here := l.set.flow[p.flow]
		switch {
		case full:
			t.Ref = Ref{flow, step}
		case here != nil && here.step[name] != nil:
			t.Ref = Ref{p.flow, name}
		default:
			t.Ref = Ref{Flow: name}
		}
		if id, ok := l.serviceOf(t.Ref); ok {
			t.Ref.Step, t.Service = "", id
			l.services = append(l.services, p.node)
			break
		}
		if l.set.Step(t.Ref) == nil {
			l.noSuchTarget(p, full)
		}
	}
	if p.call && t.Kind != ToStep {
		l.Error("goto", p.node.At, source.T("„call“ braucht einen Ablauf, „%s“ ist keiner.", "\"call\" needs a flow; %q is none.", name))
	}
}

func (l *linker) noSuchTarget(p pendingTarget, full bool) {
	name := p.node.Value
	flow, step, _ := strings.Cut(name, "/")
	text := source.T("Der Schritt „%s“ existiert nicht.", "The step %q does not exist.", name)
	var candidates []string
	switch target := l.set.flow[flow]; {
	case full && target != nil:
		text = source.T("Im Ablauf „%s“ gibt es keinen Schritt „%s“.", "The flow %q has no step %q.", flow, step)
		if near, ok := source.Suggest(step, target.stepNames()); ok {
			candidates = []string{flow + "/" + near}
		}
	case full:
		text = source.T("Den Ablauf „%s“ gibt es nicht.", "There is no flow %q.", flow)
		if near, ok := source.Suggest(flow, l.set.flowNames()); ok {
			candidates = []string{near + "/" + step}
		}
	default:
		if here := l.set.flow[p.flow]; here != nil {
			candidates = here.stepNames()
		}
		candidates = append(append(candidates, l.set.flowNames()...), "back", "return", "end")
	}
	meant := ""
	if len(candidates) == 1 {
		meant = candidates[0]
	} else {
		meant, _ = source.Suggest(name, candidates)
	}
	if !full && l.set.flow[meant] != nil {
		text = source.T("Weder ein Schritt noch ein Ablauf heißt „%s“.", "Neither a step nor a flow is called %q.", name)
	}
	l.Error("goto", p.node.At, text).Meant = meant
}

// compileAll compiles assignments first, as long as they make new variables known, then conditions.
func (l *linker) compileAll() {
	types := func(name string) (VarType, bool) {
		v, ok := l.set.vars[name]
		return v.kind, ok
	}
	var open []pendingExpr
	var conds []pendingExpr
	for _, p := range l.exprs {
		if p.cond {
			conds = append(conds, p)
		} else {
			open = append(open, p)
		}
	}
	for progress := true; progress && len(open) > 0; {
		progress = false
		var later []pendingExpr
		for _, p := range open {
			e, err := compileExpr(p.expr.Source, types, false)
			if x := (*exprError)(nil); errors.As(err, &x) && x.kind == "unknown" {
				later = append(later, p)
				continue
			}
			progress = true
			l.compiled(p, e, err)
		}
		open = later
	}
	done := map[string]*Expr{} // many conditions are the same everywhere
	for _, p := range append(open, conds...) {
		e := done[p.expr.Source]
		if e == nil || !p.cond {
			var err error
			if e, err = compileExpr(p.expr.Source, types, p.cond); err != nil {
				l.badExpr(p, err)
				continue
			}
		}
		if p.cond {
			done[p.expr.Source] = e
		}
		l.compiled(p, e, nil)
	}
}

func (l *linker) compiled(p pendingExpr, e *Expr, err error) {
	if err != nil {
		l.badExpr(p, err)
		return
	}
	*p.expr = *e
	if p.define == nil {
		return
	}
	kind, ok := resultType(e)
	if !ok {
		l.Error("expression", p.node.At, source.T("Dieser Ausdruck ergibt keinen Text, keine Zahl, kein Datum und nicht ja/nein.",
			"This expression yields no text, number, date or truth value."))
		return
	}
	l.define(p.define.Value, kind, p.define.At)
}

func resultType(e *Expr) (VarType, bool) {
	t := e.program.Node().Type()
	switch {
	case t == nil:
		return "", false
	case t == reflect.TypeFor[time.Time]():
		return DateVar, true
	case t.Kind() == reflect.String:
		return TextVar, true
	case t.Kind() == reflect.Bool:
		return BoolVar, true
	case t.Kind() == reflect.Int || t.Kind() == reflect.Float64:
		return NumberVar, true
	}
	return "", false
}

func (l *linker) badExpr(p pendingExpr, err error) {
	x := (*exprError)(nil)
	if !errors.As(err, &x) {
		x = &exprError{kind: "syntax", cause: err.Error()}
	}
	at := p.node.At
	if off := p.skip + x.at; p.node.Plain && off < len([]rune(p.node.Value)) {
		at.Col, at.Len = at.Col+off, max(1, len([]rune(x.name)))
	}
	switch x.kind {
	case "unknown":
		l.unknownVar(at, x.name)
	case "type":
		l.Error("expression", at, typeSentence(x.cause))
	default:
		d := l.Error("expression", at, source.T("Diese Bedingung kann ich nicht lesen. Beispiele: alter < 16, wohnort == \"Merseburg\", known(\"lang\").",
			"I cannot read this expression. Examples: alter < 16, wohnort == \"Merseburg\", known(\"lang\")."))
		d.Hint = syntaxHint(x.cause)
	}
}

// syntaxHint says in plain words what expr found in a place where it does not belong.
func syntaxHint(cause string) source.Text {
	m := unexpectedRE.FindStringSubmatch(cause)
	switch {
	case m == nil:
		return source.T("Prüfen Sie Klammern, Anführungszeichen und Vergleiche (==, !=, <, <=, >, >=, &&, ||).", "Check brackets, quotes and comparisons (==, !=, <, <=, >, >=, &&, ||).")
	case m[1] == "EOF":
		return source.T("Am Ende fehlt etwas.", "Something is missing at the end.")
	}
	if m[2] == "=" {
		return source.T("Zum Vergleichen schreiben Sie zwei Zeichen: ==", "To compare, write two characters: ==")
	}
	return source.T("„%s“ passt an dieser Stelle nicht.", "%q does not fit here.", m[2])
}

// typeSentence says in plain words what expr says in terms of Go.
func typeSentence(cause string) source.Text {
	if strings.HasPrefix(cause, "expected bool") {
		return source.T("Eine Bedingung muss ja oder nein ergeben, zum Beispiel: alter >= 16", "A condition must be true or false, for example: alter >= 16")
	}
	text := source.T("Hier passen die Angaben nicht zusammen: Verglichen und gerechnet wird nur mit Angaben derselben Art.",
		"These values do not fit together: only values of one kind can be compared or computed.")
	if m := mismatchRE.FindStringSubmatch(cause); m != nil {
		left, right := goTypes[m[1]], goTypes[m[2]]
		text.DE += fmt.Sprintf(" Links steht %s, rechts %s.", left.DE, right.DE)
		text.EN += fmt.Sprintf(" On the left is %s, on the right %s.", left.EN, right.EN)
	}
	return text
}

var (
	unexpectedRE = regexp.MustCompile(`unexpected token (\w+)(?:\("(.*)"\))?`)
	mismatchRE   = regexp.MustCompile(`mismatched types (float64|int|string|bool|time\.Time) and (float64|int|string|bool|time\.Time)`)
	goTypes      = map[string]source.Text{"float64": typeNames[NumberVar], "int": typeNames[NumberVar], "string": typeNames[TextVar],
		"bool": typeNames[BoolVar], "time.Time": typeNames[DateVar]}
)

func (l *linker) unknownVar(at source.Span, name string) {
	d := l.Error("variable", at, source.T("Die Angabe „%s“ kennt kein Ablauf: Sie wird nirgends mit „save“ oder „set“ gemerkt.",
		"No flow knows the variable %q: nothing saves or sets it.", name))
	d.Meant, _ = source.Suggest(name, l.set.varNames())
}
