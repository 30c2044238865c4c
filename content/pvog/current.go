package pvog

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// Municipality is a municipality of the content.
type Municipality struct {
	ARS, Name   string
	Association string // that has its administration; "" if none
}

// Current is what the staff wrote, with the places where it stands.
type Current struct {
	municipalities []Municipality
	kinds          map[string]string // name in lower case -> id
	services       []*source.Node
	places         []*source.Node
}

// ReadCurrent reads the records of the content. Files with errors are read as far as that is possible: the check reports them.
func ReadCurrent(fsys fs.FS) (*Current, error) {
	c := &Current{kinds: map[string]string{}}
	for _, dir := range []string{"services", "places"} {
		names, err := fs.Glob(fsys, dir+"/*.yaml")
		if err != nil {
			return nil, fmt.Errorf("list the content: %w", err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, fmt.Errorf("read the content: %w", err)
			}
			_, root, _ := source.Parse(name, data)
			c.services = append(c.services, records(root, "services")...)
			c.places = append(c.places, records(root, "places")...)
			for _, m := range records(root, "municipalities") {
				c.municipalities = append(c.municipalities, Municipality{value(m, "ars"), value(m, "name"), value(m, "association")})
			}
			for _, k := range records(root, "kinds") {
				c.kinds[strings.ToLower(value(k, "de"))] = value(k, "id")
			}
		}
	}
	return c, nil
}

// Municipality finds a municipality by its key of twelve digits; false if the content does not have it.
func (c *Current) Municipality(ars string) (Municipality, bool) {
	for _, m := range c.municipalities {
		if m.ARS == ars {
			return m, true
		}
	}
	return Municipality{}, false
}

// Keys lists the keys of all municipalities of the content.
func (c *Current) Keys() []string {
	var out []string
	for _, m := range c.municipalities {
		out = append(out, m.ARS)
	}
	return out
}

// LeiKa lists the keys of the services of the content, each once.
func (c *Current) LeiKa() []string {
	var out []string
	for _, s := range c.services {
		if key := value(s.Get("leika"), "key"); key != "" && !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

// withLeiKa are the services of the content that have a key, as their main one or as one more.
func (c *Current) withLeiKa(key string) []*source.Node {
	var main, more []*source.Node
	for _, s := range c.services {
		leika := s.Get("leika")
		if value(leika, "key") == key {
			main = append(main, s)
		}
		for _, m := range records(leika, "more") {
			if value(m, "key") == key {
				more = append(more, s)
			}
		}
	}
	return append(main, more...)
}

// office finds the place that an office is: the one that names it as its source; else the only one at the same address with the same
// telephone, mail or name, or with none of them. Others are those that it may be too.
func (c *Current) office(o Office) (found *source.Node, others []*source.Node) {
	var near, sure []*source.Node
	for _, p := range c.places {
		if slices.ContainsFunc(texts(p, "source"), func(s string) bool { return o.Source != "" && s == o.Source }) {
			return p, nil
		}
		address := p.Get("address")
		if o.Street == "" || value(address, "plz") != o.Postcode || plain(value(address, "street")) != plain(o.Street) {
			continue
		}
		near = append(near, p)
		if same(digitsOf(value(p, "phone")), digitsOf(o.Phone)) || same(plain(value(p, "mail")), plain(o.Mail)) || same(plain(value(p, "name")), plain(o.Name)) {
			sure = append(sure, p)
		}
	}
	switch {
	case len(sure) == 1:
		return sure[0], nil
	case len(near) == 1 && len(sure) == 0 && value(near[0], "phone") == "" && value(near[0], "mail") == "":
		return near[0], nil
	}
	return nil, near
}

func same(a, b string) bool { return a == b && a != "" }

// plain is a text in which spellings of the same no longer differ.
func plain(s string) string {
	s = strings.NewReplacer("straße", "str", "strasse", "str", "str.", "str", "–", "-").Replace(strings.ToLower(s))
	return strings.Join(strings.Fields(s), "")
}

// digitsOf is a telephone number without signs and country.
func digitsOf(s string) string {
	s = strings.Map(func(r rune) rune {
		if (r < '0' || r > '9') && r != '+' {
			return -1
		}
		return r
	}, s)
	for _, country := range []string{"+490", "+49", "0049"} {
		if rest, ok := strings.CutPrefix(s, country); ok {
			return "0" + rest
		}
	}
	return s
}

func value(n *source.Node, key string) string {
	if v := n.Get(key); v != nil && v.Kind == source.Scalar {
		return strings.TrimSpace(v.Value)
	}
	return ""
}

func texts(n *source.Node, key string) []string {
	var out []string
	if v := n.Get(key); v != nil {
		for _, item := range v.Items {
			out = append(out, item.Value)
		}
	}
	return out
}

func records(n *source.Node, key string) []*source.Node {
	var out []*source.Node
	if v := n.Get(key); v != nil {
		for _, item := range v.Items {
			if item.Kind == source.Map {
				out = append(out, item)
			}
		}
	}
	return out
}

func coordinate(n *source.Node, key string) (float64, bool) {
	f, err := strconv.ParseFloat(value(n, key), 64)
	return f, err == nil
}
