package source

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// converter turns the nodes of the parser into ours and refuses what we do not accept of YAML.
type converter struct {
	*draft
}

// The key is nil for the root and for list items.
func (c *converter) node(y *yaml.Node, key *Node) *Node {
	switch y.Kind {
	case yaml.MappingNode:
		return c.mapping(y, key)
	case yaml.SequenceNode:
		return c.sequence(y, key)
	case yaml.AliasNode:
		n := &Node{file: c.file, told: true, At: c.span(y.Line, y.Column, runeLen(y.Value)+1)}
		c.ds.Error("yaml", n.At, T("Verweise mit „*%s“ sind hier nicht erlaubt. Schreiben Sie den Inhalt noch einmal hin.",
			"References such as “*%s” are not allowed here. Write the content once more.", y.Value))
		return n
	}
	return c.scalar(y, key)
}

func (c *converter) mapping(y *yaml.Node, key *Node) *Node {
	n := &Node{Kind: Map, Braces: y.Style&yaml.FlowStyle != 0, file: c.file, At: c.span(y.Line, y.Column, 1), Pairs: make([]Pair, 0, len(y.Content)/2)}
	c.properties(y, n)
	for i := 0; i+1 < len(y.Content); i += 2 {
		k := c.key(y.Content[i])
		if k == nil {
			continue
		}
		v := c.node(y.Content[i+1], k)
		if k.told {
			continue
		}
		if first := n.Key(k.Value); first != nil {
			d := c.ds.Error("duplicate-key", k.At, T("Der Schlüssel „%s“ steht hier zum zweiten Mal.", "The key “%s” stands here for the second time.", k.Value))
			d.Related = []Related{{first.At, T("Hier steht er zuerst.", "It stands here first.")}}
			d.Hint = T("Löschen Sie einen der beiden, oder geben Sie ihm einen anderen Namen.", "Delete one of the two, or give it another name.")
			continue
		}
		n.Pairs = append(n.Pairs, Pair{k, v})
	}
	if len(n.Pairs) > 0 {
		n.At = n.Pairs[0].Key.At
	}
	return n
}

func (c *converter) key(y *yaml.Node) *Node {
	at := c.span(y.Line, y.Column, 1)
	if y.Kind != yaml.ScalarNode {
		c.ds.Error("yaml", at, T("Vor dem Doppelpunkt muss ein einfacher Name stehen, keine Liste und keine Klammer.",
			"A plain name must stand before the colon, no list and no bracket."))
		return nil
	}
	if y.Value == "<<" && y.Style == 0 {
		c.ds.Error("yaml", c.span(y.Line, y.Column, 2), T("Das Zusammenmischen mit „<<“ ist hier nicht erlaubt. Schreiben Sie die Schlüssel aus.",
			"Merging with “<<” is not allowed here. Write the keys out."))
		return &Node{told: true, file: c.file, At: at}
	}
	y.LineComment = "" // the comment behind an empty value belongs to that
	k := c.scalar(y, nil)
	if c.mended[y.Line] {
		k.told = y.Value == ""
	}
	if k.Null && !k.told {
		c.ds.Error("colon", at, T("Vor dem Doppelpunkt fehlt der Name.", "The name before the colon is missing."))
		k.told = true
	}
	return k
}

func (c *converter) sequence(y *yaml.Node, key *Node) *Node {
	n := &Node{Kind: List, file: c.file, At: c.span(y.Line, y.Column, 1), Items: make([]*Node, 0, len(y.Content))}
	c.properties(y, n)
	for _, item := range y.Content {
		v := c.node(item, nil)
		if v.Null && v.Plain && strings.HasSuffix(before(c.line(item.Line), item.Column), "-") {
			v.At = c.span(item.Line, item.Column-1, 1) // the dash is all there is to see
		}
		n.Items = append(n.Items, v)
	}
	if len(n.Items) > 0 {
		n.At = n.Items[0].At
	}
	return n
}

// properties reports anchors and tags.
func (c *converter) properties(y *yaml.Node, n *Node) {
	if y.Anchor != "" {
		n.told = true
		c.ds.Error("yaml", c.propertySpan(y, "&"+y.Anchor), T("Anker mit „&%s“ sind hier nicht erlaubt. Wenn das Text sein soll, setzen Sie ihn in Anführungszeichen.",
			"Anchors such as “&%s” are not allowed here. If this is meant as text, put it in quotes.", y.Anchor))
	}
	if y.Style&yaml.TaggedStyle != 0 {
		n.told = true
		if !strings.HasPrefix(y.Tag, "!!") {
			at := c.propertySpan(y, y.Tag)
			d := c.ds.Error("quotes", at, T("Ein Text darf nicht mit ! beginnen, außer in Anführungszeichen.", "A text must not start with !, unless it is in quotes."))
			d.suggestQuotes(dissect(c.line(at.Line)))
			return
		}
		c.ds.Error("yaml", c.propertySpan(y, y.Tag), T("Angaben wie „%s“ sind hier nicht erlaubt. Wenn das Text sein soll, setzen Sie ihn in Anführungszeichen.",
			"Marks such as “%s” are not allowed here. If this is meant as text, put it in quotes.", y.Tag))
	}
}

// The parser gives the place of the value, or that of its anchor or tag; the text decides.
func (c *converter) propertySpan(y *yaml.Node, sign string) Span {
	line := c.line(y.Line)
	if i := strings.LastIndex(before(line, y.Column+1), sign[:1]); i >= 0 {
		return c.span(y.Line, runeLen(line[:i])+1, runeLen(sign))
	}
	return c.span(y.Line, y.Column, runeLen(sign))
}

func (c *converter) scalar(y *yaml.Node, key *Node) *Node {
	n := &Node{Value: y.Value, file: c.file}
	switch {
	case y.Style&yaml.DoubleQuotedStyle != 0:
		n.quote = '"'
	case y.Style&yaml.SingleQuotedStyle != 0:
		n.quote = '\''
	case y.Style&yaml.LiteralStyle != 0:
		n.quote = '|'
	case y.Style&yaml.FoldedStyle != 0:
		n.quote = '>'
	default:
		n.Plain = true
	}
	c.properties(y, n)
	if n.Plain && (y.Tag == "!!null" || y.Value == "") {
		n.Null, n.Value = true, ""
	}
	n.At = c.scalarSpan(y, n, key)
	if n.Plain && !n.told {
		c.checkPlain(y, n)
	}
	n.told = n.told || c.mended[y.Line]
	return n
}

func (c *converter) scalarSpan(y *yaml.Node, n *Node, key *Node) Span {
	line := c.line(y.Line)
	switch {
	case y.Value == "" && n.Plain:
		if key != nil {
			return key.At
		}
		return c.span(y.Line, y.Column, 1)
	case n.quote == '|' || n.quote == '>':
		return c.blockSpan(y)
	case n.quote != 0:
		rest := []rune(after(line, y.Column))
		if len(rest) > 0 && rest[0] == n.quote {
			if end := quoteEnd(rest, 0); end > 0 {
				return c.span(y.Line, y.Column, end+1)
			}
		}
		return c.span(y.Line, y.Column, len(rest))
	}
	rest := after(line, y.Column)
	if strings.HasPrefix(rest, y.Value) {
		return c.span(y.Line, y.Column, runeLen(y.Value))
	}
	return c.span(y.Line, y.Column, runeLen(strings.TrimRight(dropComment(rest), " ")))
}

// blockSpan is the first line of a block text, because that is what messages talk about.
func (c *converter) blockSpan(y *yaml.Node) Span {
	if strings.TrimSpace(y.Value) != "" {
		for n := y.Line + 1; n <= len(c.lines); n++ {
			if text := strings.TrimSpace(c.line(n)); text != "" {
				line := c.line(n)
				return c.span(n, runeLen(line[:strings.Index(line, text)])+1, runeLen(text))
			}
		}
	}
	return c.span(y.Line, y.Column, 1)
}

// checkPlain finds plain text that is YAML but surely not what the editor meant.
func (c *converter) checkPlain(y *yaml.Node, n *Node) {
	line := c.line(y.Line)
	if n.Value == "" {
		c.checkHash(line, n)
		return
	}
	first, size := utf8.DecodeRuneInString(n.Value)
	last, _ := utf8.DecodeLastRuneInString(n.Value)
	inner := strings.TrimSuffix(n.Value[size:], string(last))
	switch {
	case first == '„' && strings.ContainsRune("“”\"", last) || first == '“' && last == '”' || first == '‚' && strings.ContainsRune("‘’'", last) || first == '‘' && last == '’':
		if strings.ContainsAny(inner, "„“”‚‘’") || inner == "" {
			return
		}
		d := c.ds.Warn("quotes", n.At, T("Die Anführungszeichen %c und %c gehören für YAML zum Text und werden mit angezeigt.",
			"For YAML the quotes %c and %c are part of the text and will be shown.", first, last))
		d.write(quoted(inner))
	case first == '-' && size < len(n.Value) && strings.TrimSpace(before(line, y.Column)) == "" && unicode.IsLetter([]rune(n.Value)[1]):
		n.told = true
		d := c.ds.Error("list", c.span(y.Line, y.Column, 1), T("Nach dem Bindestrich fehlt ein Leerzeichen.", "A space is missing after the dash."))
		d.write("- " + shorten(strings.TrimSpace(after(line, y.Column+1))))
	case strings.HasPrefix(y.LineComment, "#") && len(y.LineComment) > 1 && y.LineComment[1] != ' ' && strings.Contains(line, " "+y.LineComment):
		at := strings.Index(line, " "+y.LineComment)
		d := c.ds.Warn("quotes", c.span(y.Line, runeLen(line[:at])+2, 1), T("Ab dem Zeichen # liest YAML einen Kommentar: „%s“ wird nicht angezeigt.",
			"From the character # on YAML reads a comment: “%s” will not be shown.", shorten(y.LineComment)))
		d.Hint = T("Gehört das zum Text, setzen Sie den ganzen Text in Anführungszeichen.", "If it is part of the text, put the whole text in quotes.")
	}
}

// checkHash reports a value that starts with # and so is none.
func (c *converter) checkHash(line string, n *Node) {
	p := dissect(c.line(n.At.Line))
	rest := after(line, p.valueCol)
	if len(rest) < 2 || rest[0] != '#' || rest[1] == ' ' || rest[1] == '#' || p.key == "" && p.dashCol == 0 {
		return
	}
	n.told = true
	d := c.ds.Error("quotes", c.span(n.At.Line, p.valueCol, runeLen(rest)), T("Was mit # beginnt, ist für YAML ein Kommentar. Hier steht also kein Wert.",
		"What starts with # is a comment for YAML, so there is no value here."))
	d.write(quoted(rest))
}
