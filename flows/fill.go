package flows

import (
	"maps"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Variables with a meaning of their own.
const (
	langVar   = "lang"         // the chosen language
	placeVar  = "wohnort"      // where the citizen lives
	accessVar = "barrierefrei" // whether accessibility comes first

	numbersVar = "nummern" // whether the answers are repeated in the text, with numbers
)

// German is the source language of all content.
const German = "de"

const isoDate = "2006-01-02"

// filled takes a typed answer for the step's input; it re-asks with a helpful sentence where the answer is not usable, and
// reports false where the text is better looked up.
func (t *turn) filled(step *Step, text string) bool {
	in := step.Input
	switch in.Kind {
	case NumberInput:
		v, ok := parseNumber(text)
		switch {
		case !ok:
			return t.refuse(step, text, "invalid_number")
		case in.Min != nil && v < *in.Min || in.Max != nil && v > *in.Max:
			return t.refuse(step, text, rangeID(in))
		}
		t.accept(step, v)
	case DateInput:
		day, ok := parseDate(text)
		switch {
		case !ok:
			return t.refuse(step, text, "invalid_date")
		case in.Past && day.After(t.now):
			return t.refuse(step, text, "invalid_future")
		}
		t.accept(step, day.Format(isoDate))
	case PlaceInput, LocationInput:
		return t.place(step, text)
	case LanguageInput:
		return t.language(step, text)
	default:
		n := float64(utf8.RuneCountInString(text))
		switch {
		case n == 0 || in.Min != nil && n < *in.Min:
			return t.refuse(step, text, "invalid_short")
		case in.Max != nil && n > *in.Max:
			return t.refuse(step, text, "invalid_long")
		}
		t.accept(step, text)
	}
	return true
}

// refuse says what is expected. A longer text that is no answer at all is looked up instead, by the caller.
func (t *turn) refuse(step *Step, text, id string) bool {
	in := step.Input
	if in.Kind != TextInput && !strings.ContainsFunc(text, isDigit) {
		if c, ok := t.misspelt(text); ok {
			t.obey(c)
			return true
		}
		if t.found(text) {
			return true
		}
	}
	if in.Invalid != "" {
		id = step.Key("invalid")
	}
	t.miss(id, func(name string) (string, bool) {
		switch {
		case name == "min" && in.Min != nil:
			return formatNumber(*in.Min), true
		case name == "max" && in.Max != nil:
			return formatNumber(*in.Max), true
		case name == "min":
			return "1", true // an empty text, where no length is asked for
		}
		return t.variable(name)
	})
	return true
}

// rangeID is the sentence that names the bounds there are.
func rangeID(in *InputSpec) string {
	switch {
	case in.Min == nil:
		return "invalid_max"
	case in.Max == nil:
		return "invalid_min"
	}
	return "invalid_range"
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// accept keeps the answer and goes on.
func (t *turn) accept(step *Step, value any) {
	t.leave()
	t.emit(Answered{Serial: t.s.Serial})
	t.keep(step.Input.Save, value)
	if !t.follow(step.Goto) {
		t.run()
	}
}

func (t *turn) keep(name string, value any) {
	if name == "" {
		return
	}
	if !t.ownVars {
		t.ownVars = true
		t.s.Vars = maps.Clone(t.s.Vars)
		if t.s.Vars == nil {
			t.s.Vars = map[string]any{}
		}
	}
	if value == nil {
		delete(t.s.Vars, name)
		return
	}
	if name == langVar && t.s.Vars[langVar] != value {
		t.s.Apology = false
	}
	t.s.Vars[name] = value
}

// parseNumber reads "16", "1.200", "1.200,50", "16,5" and "16.5" as written in Germany, with words around it ("16 Jahre").
func parseNumber(text string) (float64, bool) {
	m := numberRE.FindAllString(text, 2)
	if len(m) != 1 {
		return 0, false
	}
	s := m[0]
	if groupedRE.MatchString(s) {
		s = strings.ReplaceAll(s, ".", "")
	}
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return v, err == nil && !math.IsInf(v, 0)
}

var (
	numberRE  = regexp.MustCompile(`-?\d+(?:\.\d{3})*(?:[.,]\d+)?`)
	groupedRE = regexp.MustCompile(`^-?\d{1,3}(\.\d{3})+(,\d+)?$`)
	dateRE    = regexp.MustCompile(`^(\d{1,2})\s*[./ -]\s*(\d{1,2})\s*[./ -]\s*(\d{4})$`)
)

// parseDate reads 24.12.2026, 24/12/2026, 24 12 2026 and 2026-12-24.
func parseDate(text string) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if day, err := time.Parse(isoDate, text); err == nil {
		return day, true
	}
	m := dateRE.FindStringSubmatch(text)
	if m == nil {
		return time.Time{}, false
	}
	d, _ := strconv.Atoi(m[1])
	mon, _ := strconv.Atoi(m[2])
	y, _ := strconv.Atoi(m[3])
	day := time.Date(y, time.Month(mon), d, 0, 0, 0, 0, time.UTC)
	if day.Day() != d || int(day.Month()) != mon || y < 1900 || y > 2200 {
		return time.Time{}, false
	}
	return day, true
}

func formatNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
