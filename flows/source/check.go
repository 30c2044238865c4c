package source

import (
	"slices"
	"strings"
)

// Check reports everything in n that does not fit the shape. A nil node, as Parse returns it for a file that cannot be
// read, is not checked: the reason was reported already.
func (s *Shape) Check(n *Node, ds *Diagnostics) {
	if n == nil {
		return
	}
	c := checker{root: s, ds: ds}
	c.check(s, n, n.At)
}

type checker struct {
	root *Shape
	ds   *Diagnostics
}

// The owner is the place that stands for the whole value: its key, or the value itself.
func (c *checker) check(s *Shape, n *Node, owner Span) {
	if n.told || s == nil || s.Kind == Any {
		return
	}
	if s.Kind == OneOf {
		c.oneOf(s, n, owner)
		return
	}
	if n.Null {
		c.missingValue(s, n)
		return
	}
	if want := s.Kind.node(); n.Kind != want {
		c.wrongKind(s, n)
		return
	}
	switch s.Kind {
	case Sequence:
		for _, item := range n.Items {
			c.check(s.Elem, item, item.At)
		}
	case Object:
		c.object(s, n, owner)
	case Dict:
		for _, p := range n.Pairs {
			if s.KeyShape != nil {
				c.scalar(s.KeyShape, p.Key)
			}
			c.check(s.Elem, p.Value, p.Key.At)
		}
	default:
		c.scalar(s, n)
	}
}

func (k ShapeKind) node() Kind {
	switch k {
	case Sequence:
		return List
	case Object, Dict:
		return Map
	}
	return Scalar
}

func (c *checker) object(s *Shape, n *Node, owner Span) {
	for _, p := range n.Pairs {
		if f := s.field(p.Key.Value); f != nil {
			c.check(f.Shape, p.Value, p.Key.At)
		} else {
			c.unknownKey(s, n, p.Key)
		}
	}
	for _, f := range s.Fields {
		if f.Required && n.Key(f.Key) == nil && !misspelt(f.Key, s, n) {
			c.ds.Error("missing-key", owner, T("Hier fehlt „%[1]s“ (%[2]s).", "“%[1]s” is missing here (%[3]s).", f.Key, s.Name, s.NameEN))
		}
	}
}

func (s *Shape) field(key string) *Field {
	for i := range s.Fields {
		if s.Fields[i].Key == key {
			return &s.Fields[i]
		}
	}
	return nil
}

// misspelt reports whether an unknown key is probably meant to be this one: one message about it is enough.
func misspelt(key string, s *Shape, n *Node) bool {
	for _, p := range n.Pairs {
		if s.field(p.Key.Value) == nil {
			if name, _, ok := strings.Cut(p.Key.Value, ":"); ok && name == key {
				return true
			}
			if near, ok := s.meant(p.Key.Value, s.unused(n)); ok && near == key {
				return true
			}
		}
	}
	return false
}

// meant is the key that an unknown one was probably meant to be, of those that are left: the one whose German name it is ("gebühr" for
// fee), else one that is spelt nearly so, else one with nearly that German name.
func (s *Shape) meant(key string, left []string) (string, bool) {
	keys := map[string][]string{} // German name -> keys
	for _, f := range s.Fields {
		keys[f.Shape.Name] = append(keys[f.Shape.Name], f.Key)
	}
	var names []string
	for name, k := range keys {
		if len(k) == 1 && slices.Contains(left, k[0]) { // what several are called says too little
			names = append(names, name)
		}
	}
	slices.Sort(names)
	name, like := Suggest(key, names)
	near, ok := Suggest(key, left)
	if like && (!ok || strings.EqualFold(name, key)) {
		return keys[name][0], true
	}
	return near, ok
}

func (s *Shape) unused(n *Node) []string {
	var keys []string
	for _, f := range s.Fields {
		if n.Key(f.Key) == nil {
			keys = append(keys, f.Key)
		}
	}
	return keys
}

func (c *checker) unknownKey(s *Shape, n *Node, key *Node) {
	if name, rest, ok := strings.Cut(key.Value, ":"); ok && s.field(name) != nil && rest != "" {
		d := c.ds.Error("colon", n.file.span(key.At.Line, key.At.Col+runeLen(name), 1), T("Nach dem Doppelpunkt fehlt ein Leerzeichen.", "A space is missing after the colon."))
		d.write(name + ": " + shorten(rest))
		return
	}
	d := c.ds.Error("unknown-key", key.At, T("Den Schlüssel „%[1]s“ gibt es hier nicht (%[2]s).", "There is no key “%[1]s” here (%[3]s).", shorten(key.Value), s.Name, s.NameEN))
	if owner := c.root.owner(key.Value, s, map[*Shape]bool{}); owner != nil {
		d.Hint = T("„%[1]s“ gehört zu: %[2]s. Prüfen Sie die Einrückung.", "“%[1]s” belongs to: %[3]s. Check the indentation.", key.Value, owner.Name, owner.NameEN)
		return
	}
	if key.Value != "" && strings.Trim(key.Value, "0123456789") == "" {
		d.Hint = T("Ist das der Rest einer Zahl? In Zahlen steht hier ein Punkt statt des Kommas: 51.357", "Is this the rest of a number? Decimals follow a point here, not a comma: 51.357")
		return
	}
	left := s.unused(n)
	if near, ok := s.meant(key.Value, left); ok {
		d.Meant = near
	} else if len(left) > 0 {
		list := strings.Join(left[:min(len(left), 12)], ", ")
		d.Hint = T("Hier möglich: %s", "Possible here: %s", list)
	}
}

// owner finds an object other than here that has the key; seen keeps shapes that refer to themselves from running on.
func (s *Shape) owner(key string, here *Shape, seen map[*Shape]bool) *Shape {
	if s == nil || seen[s] {
		return nil
	}
	seen[s] = true
	if s != here && s.field(key) != nil {
		return s
	}
	for _, t := range s.inner() {
		if o := t.owner(key, here, seen); o != nil {
			return o
		}
	}
	return nil
}

func (c *checker) oneOf(s *Shape, n *Node, owner Span) {
	if n.Null {
		c.missingValue(s, n)
		return
	}
	if i := s.choose(n); i >= 0 && i < len(s.Alt) {
		c.check(s.Alt[i], n, owner)
		return
	}
	c.wrongKind(s, n)
}

// choose returns the alternative that a node is meant to be: the one without complaint, else the first of its kind.
func (s *Shape) choose(n *Node) int {
	if s.Pick != nil {
		return s.Pick(n)
	}
	first := -1
	for i, a := range s.Alt {
		if a.Kind != Any && a.Kind != OneOf && a.Kind.node() != n.Kind {
			continue
		}
		var quiet Diagnostics
		a.Check(n, &quiet)
		if !quiet.Failed() {
			return i
		}
		if first < 0 && a.Kind != OneOf {
			first = i
		}
	}
	return first
}

func (c *checker) missingValue(s *Shape, n *Node) {
	d := c.ds.Error("value", n.At, T("Hier fehlt der Wert (%[1]s).", "The value is missing here (%[2]s).", s.Name, s.NameEN))
	if s.Expect != (Text{}) {
		d.Hint = s.Expect
	}
}

func (c *checker) wrongKind(s *Shape, n *Node) {
	if n.Kind == Scalar && s.Kind.node() == Map && n.Plain {
		if m := tightKey.FindStringSubmatch(n.Value); m != nil {
			d := c.ds.Error("colon", n.file.span(n.At.Line, n.At.Col+runeLen(m[1]), 1), T("Nach dem Doppelpunkt fehlt ein Leerzeichen.", "A space is missing after the colon."))
			d.write(shorten(m[1] + ": " + n.Value[len(m[1])+1:]))
			return
		}
	}
	if s.Expect != (Text{}) {
		c.ds.Error("type", n.At, s.Expect)
		return
	}
	switch s.Kind.node() {
	case List:
		c.ds.Error("type", n.At, T("Hier wird eine Liste erwartet (%[1]s), jede Zeile beginnt mit „- “.", "A list is expected here (%[2]s), each line begins with “- ”.", s.Name, s.NameEN))
	case Map:
		d := c.ds.Error("type", n.At, T("Hier werden Schlüssel mit Werten erwartet (%[1]s).", "Keys with values are expected here (%[2]s).", s.Name, s.NameEN))
		if len(s.Fields) > 0 {
			k := s.Fields[0].Key
			d.Hint = T("Schreiben Sie zum Beispiel „%s: …“, eingerückt in die nächste Zeile.", "Write for example “%s: …”, indented on the next line.", k)
		}
	default:
		d := c.ds.Error("type", n.At, T("Hier wird ein einzelner Wert erwartet (%[1]s), keine Liste und keine weiteren Schlüssel.",
			"A single value is expected here (%[2]s), no list and no further keys.", s.Name, s.NameEN))
		switch lead := before(n.file.Line(n.At.Line), n.At.Col); {
		case s.Kind != Line && s.Kind != Prose:
		case strings.HasSuffix(lead, "{"), strings.HasSuffix(lead, "["):
			d.Hint = T("Gehört die Klammer zum Text, setzen Sie den ganzen Text in Anführungszeichen.", "If the bracket is part of the text, put the whole text in quotes.")
		case n.Kind == Map && len(n.Pairs) == 1:
			d.Hint = T("Gehört der Doppelpunkt zum Text, setzen Sie den ganzen Text in Anführungszeichen.", "If the colon is part of the text, put the whole text in quotes.")
		}
	}
}
