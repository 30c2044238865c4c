package source

import (
	"cmp"
	"fmt"
	"slices"
)

// Text is one sentence for editors, in the two languages of the tools.
type Text struct{ DE, EN string }

// T formats both sentences with the same arguments (fmt verbs; use explicit indexes such as %[2]s where the order differs).
func T(de, en string, args ...any) Text {
	if len(args) == 0 {
		return Text{de, en}
	}
	return Text{fmt.Sprintf(de, args...), fmt.Sprintf(en, args...)}
}

// In returns the sentence in the language lang: "en" is English, everything else German.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.EN
	}
	return t.DE
}

// Severity says whether content with the problem may go live.
type Severity int

const (
	Error   Severity = iota // content is not loaded
	Warning                 // content is loaded; someone should look
)

// Span is a stretch of one line. Line and Col count from 1, Col and Len count characters (runes).
// Line 0 means the file as a whole; Len 0 means one character.
type Span struct {
	File           string
	Line, Col, Len int
}

// Related is a second place that explains a problem, such as the first definition of a name.
type Related struct {
	At   Span
	Text Text
}

// Diagnostic is one problem in the content.
type Diagnostic struct {
	Rule     string // id as documented for editors, such as "goto"
	Severity Severity
	At       Span
	Text     Text
	Meant    string // the name that was probably meant; "" if there is no good guess
	Hint     Text   // what to do, if the sentence does not say it already
	Related  []Related
}

// Diagnostics is a collection of problems; the zero value is empty and ready to use.
type Diagnostics []Diagnostic

// Error adds an error. The result is good until the next problem is added: it is there to set Meant, Hint or Related.
func (ds *Diagnostics) Error(rule string, at Span, text Text) *Diagnostic {
	return ds.add(Diagnostic{Rule: rule, At: at, Text: text})
}

// Warn adds a warning; the result is as for Error.
func (ds *Diagnostics) Warn(rule string, at Span, text Text) *Diagnostic {
	return ds.add(Diagnostic{Rule: rule, Severity: Warning, At: at, Text: text})
}

func (ds *Diagnostics) add(d Diagnostic) *Diagnostic {
	*ds = append(*ds, d)
	return &(*ds)[len(*ds)-1]
}

// Errors returns the problems that keep content from being loaded.
func (ds Diagnostics) Errors() Diagnostics {
	return slices.DeleteFunc(slices.Clone(ds), func(d Diagnostic) bool { return d.Severity != Error })
}

// Failed reports whether any problem is an error.
func (ds Diagnostics) Failed() bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Severity == Error })
}

// Sorted returns the problems by file, line, column and rule, each once.
func (ds Diagnostics) Sorted() Diagnostics {
	out := slices.Clone(ds)
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Col, b.At.Col),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Text.DE, b.Text.DE))
	})
	return slices.CompactFunc(out, func(a, b Diagnostic) bool {
		return a.At == b.At && a.Rule == b.Rule && a.Text == b.Text
	})
}
