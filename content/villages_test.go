package content_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/digitaler-lotse/lotse/content"
)

// villages are all municipalities, localities and their parts, as municipalities.yaml has them: name -> owners.
func villages(t *testing.T) map[string][]string {
	t.Helper()
	data, err := fs.ReadFile(content.FS, "places/municipalities.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Municipalities []struct {
			Name       string   `yaml:"name"`
			Others     []string `yaml:"others"`
			Localities []struct {
				Name   string   `yaml:"name"`
				Others []string `yaml:"others"`
				Parts  []string `yaml:"parts"`
			} `yaml:"localities"`
		} `yaml:"municipalities"`
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	owners := map[string][]string{}
	for _, m := range file.Municipalities {
		names := append([]string{m.Name}, m.Others...)
		for _, l := range m.Localities {
			names = slices.Concat(names, []string{l.Name}, l.Others, l.Parts)
		}
		for _, name := range names {
			if !slices.Contains(owners[name], m.Name) {
				owners[name] = append(owners[name], m.Name)
			}
		}
	}
	return owners
}

// Every village of the district is found by its name, however it is written; a name that several municipalities have asks back with all of
// them, and with the municipality behind it, it is one village again.
func TestEveryVillage(t *testing.T) {
	c := load(t)
	at := local(t, "2026-11-24 10:00")
	find := func(text string) (string, []string) {
		n := c.Nearby(content.Question{Near: text, Kind: "rathaus", At: at, N: 1})
		return n.Municipality, n.Candidates
	}
	all := villages(t)
	if len(all) < 250 {
		t.Fatalf("only %d villages: the test does not show what it should", len(all))
	}
	for name, owners := range all {
		plain := strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ß", "ss").Replace(name)
		for _, text := range []string{name, strings.ToLower(name), strings.ToUpper(name), plain, "ich wohne in " + name, "OT " + name, strings.ReplaceAll(name, "-", " ")} {
			got, candidates := find(text)
			if got != "" {
				candidates = []string{got}
			}
			for _, want := range owners {
				if !slices.Contains(candidates, want) {
					t.Errorf("%q is %q, want %q", text, candidates, owners)
				}
			}
		}
		for _, want := range owners {
			town, _, _ := strings.Cut(want, " (")
			if strings.HasPrefix(name, town) {
				continue // the municipality itself
			}
			if got, candidates := find(name + " (" + town + ")"); got != want {
				t.Errorf("%q of %s is %q, %q", name, want, got, candidates)
			}
		}
	}
}
