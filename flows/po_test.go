package flows

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzPO reads arbitrary catalogues: what can be read is written so that it reads the same.
func FuzzPO(f *testing.F) {
	f.Add("msgid \"\"\nmsgstr \"\"\n\"Language: uk\\n\"\n\n#. note\n#, fuzzy\nmsgctxt \"a\"\nmsgid \"b\"\nmsgid_plural \"c\"\nmsgstr[0] \"\"\n\"d\\n\"\n\"e\"\nmsgstr[1] \"\\\"\"\n")
	f.Add("msgctxt \"a\"\nmsgid \"b\"\nmsgstr \"c\"\nmsgctxt \"d\"\nmsgid \"\"\nmsgstr \"\\r\\t\\\\\"\n#~ msgid \"old\"\n")
	f.Fuzz(func(t *testing.T, data string) {
		p, ds := readPO("x.po", []byte(data))
		for _, d := range ds {
			if d.At.Line < 0 || d.At.File != "x.po" {
				t.Fatalf("position %v", d.At)
			}
		}
		if ds.Failed() {
			return
		}
		p.header = nil
		again, ds := readPO("x.po", []byte(p.String()))
		if ds.Failed() {
			t.Fatalf("what was written cannot be read: %v\n%s", ds, p)
		}
		if d := cmp.Diff(p.String(), again.String()); d != "" {
			t.Fatal(d)
		}
		if len(p.entries) != len(again.entries) {
			t.Fatalf("%d entries became %d", len(p.entries), len(again.entries))
		}
	})
}
