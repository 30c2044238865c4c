package content

import (
	"strings"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// text is the value of a key; "" if it is absent.
func text(n *source.Node, key string) string {
	if v := n.Get(key); v != nil && v.Kind == source.Scalar {
		return strings.TrimRight(v.Value, "\n")
	}
	return ""
}

// list is what stands in a list; nil if n is none.
func list(n *source.Node) []*source.Node {
	if n == nil {
		return nil
	}
	return n.Items
}

func texts(n *source.Node, key string) []string {
	var out []string
	for _, item := range list(n.Get(key)) {
		out = append(out, item.Value)
	}
	return out
}

func pairs(n *source.Node) []source.Pair {
	if n == nil {
		return nil
	}
	return n.Pairs
}

func keys(n *source.Node) []string {
	var out []string
	for _, p := range n.Pairs {
		out = append(out, p.Key.Value)
	}
	return out
}
