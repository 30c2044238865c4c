package content_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// shippedWith is the shipped content with some files more.
func shippedWith(t *testing.T, more map[string]string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(content.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(content.FS, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range more {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// A card never mixes languages without a word: it says whether all or some of its facts are in German, once. A fee whose German text
// has changed since is shown in German.
func TestCardsSayWhatIsGerman(t *testing.T) {
	const labels = "texts:\n  card.check: {text: CHECK}\n  card.german: {text: ALLES}\n  card.german_some: {text: EINIGES}\n"
	fee := "18,36 € im Monat je Wohnung; ermäßigt (Merkzeichen RF) 6,12 €"
	for _, c := range []struct {
		name, texts string
		says, shows string
	}{
		{"nothing translated", "  service.sepa.name: {text: x}\n", "ALLES", fee},
		{"some", "  service.rundfunkbeitrag.fee: {hash: " + flows.Hash(fee) + ", text: '18,36 fr'}\n", "EINIGES", "18,36 fr"},
		{"outdated", "  service.rundfunkbeitrag.name: {text: Name}\n  service.rundfunkbeitrag.fee: {hash: h00000000, text: '17,50 fr'}\n", "EINIGES", fee},
	} {
		fsys := shippedWith(t, map[string]string{"messages/catalogue.fr.yaml": labels, "messages/services.fr.yaml": "texts:\n" + c.texts})
		catalogue, _, _ := content.LoadCatalogue(fsys)
		set, _, _ := flows.Load(fsys, flows.Options{Records: catalogue.Records()})
		card, ok := catalogue.With(set).Card("rundfunkbeitrag", "fr", flows.About{})
		text := richtext.Parse(card.Text).Plain()
		if said := strings.Count(text, "ALLES") + strings.Count(text, "EINIGES"); !ok || said != 1 || !strings.Contains(text, c.says) || !strings.Contains(text, c.shows) {
			t.Errorf("%s:\n%s", c.name, text)
		}
	}
}

// Everything that a card shows in English is English, but for names and addresses: that is what the translation of the shipped records is for.
func TestEnglishRecordsAreComplete(t *testing.T) {
	catalogue, _, _ := content.LoadCatalogue(content.FS)
	set, _, _ := flows.Load(content.FS, flows.Options{Records: catalogue.Records()})
	for _, r := range catalogue.Records() {
		if !set.Texts.Has("en", r.ID) {
			t.Errorf("%s has no English text for today's German one: %s", r.ID, r.Text)
		}
	}
}
