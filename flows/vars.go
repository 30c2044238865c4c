package flows

import (
	"time"

	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// Actions of the host that the engine has a part in, or does alone.
const (
	doErase           = "erase"
	doForgetReminders = "forget-reminders"
)

// VarType is the type of a variable, as the flows define it.
type VarType string

const (
	TextVar   VarType = "text"
	NumberVar VarType = "number"
	BoolVar   VarType = "bool"
	DateVar   VarType = "date"
)

// assign carries out assignments in order.
func (t *turn) assign(set []Assignment) {
	for _, a := range set {
		v := a.Value
		if a.Expr != nil {
			out, ok := t.eval(a.Expr)
			if !ok {
				continue // rests on something unknown: the variable stays as it was
			}
			v = out
		}
		t.keep(a.Var, v)
	}
}

// variable is the text that stands for {name}. What a citizen typed is shown as typed, never as markup.
func (t *turn) variable(name string) (string, bool) {
	v, ok := t.s.Vars[name]
	if !ok {
		v, ok = t.serviceValue(name)
	}
	if !ok {
		v, ok = t.Keep.kept(name)
	}
	if name == reminderVar {
		v, ok = t.nextReminder()
	}
	if !ok {
		return t.Set.Texts.get(t.s.Lang(), "unknown_value"), true
	}
	switch v := v.(type) {
	case float64:
		return formatNumber(v), true
	case bool:
		if v {
			return t.Set.Texts.get(t.s.Lang(), "yes"), true
		}
		return t.Set.Texts.get(t.s.Lang(), "no"), true
	case string:
		if t.Set.vars[name].kind == DateVar {
			if day, err := time.Parse(isoDate, v); err == nil {
				return day.Format(t.Set.Texts.get(t.s.Lang(), "date_layout")), true
			}
		}
		return richtext.Escape(v), true
	}
	return "", false
}

// holds evaluates a condition. What rests on something unknown does not hold.
func (t *turn) holds(e *Expr) bool {
	v, ok := t.eval(e)
	b, isBool := v.(bool)
	return ok && isBool && b
}

func (t *turn) eval(e *Expr) (any, bool) {
	return e.eval(func(name string) (any, bool) {
		switch name {
		case "desk":
			return t.Desk, true
		case "ticket":
			return t.s.Ticket != nil, true
		case "today":
			return day(t.now), true
		case reminderVar:
			v, ok := t.nextReminder()
			return v, ok
		case langVar:
			if v, ok := t.s.Vars[langVar]; ok {
				return v, true
			}
			return nil, false
		}
		if v, ok := t.serviceValue(name); ok {
			return v, true
		}
		if v, ok := t.Keep.kept(name); ok {
			return v, true
		}
		v, ok := t.s.Vars[name]
		if s, isText := v.(string); isText && t.Set.vars[name].kind == DateVar {
			d, err := time.Parse(isoDate, s)
			return d, err == nil
		}
		return v, ok
	})
}

// day is the calendar day of an instant, where it is.
func day(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}
