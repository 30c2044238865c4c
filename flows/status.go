package flows

import (
	"fmt"
	"io"
	"maps"
	"slices"
)

// Progress counts how far a translation has come. Lists of words that people may type do not count: each language has its own.
type Progress struct {
	Texts      int // to be translated
	Translated int // there, with all plural forms that the language has
	Outdated   int // of those: made for another wording of the German text, or nobody knows for which
	Unreviewed int // of those: in a file that no person has confirmed with "reviewed: true"
}

// Done reports whether nothing is left to do.
func (p Progress) Done() bool { return p.Translated == p.Texts && p.Outdated == 0 && p.Unreviewed == 0 }

// LanguageStatus is how far a language has come.
type LanguageStatus struct {
	Lang string
	Progress
	Files []FileStatus // those that are there and those that are missing, by name
}

// FileStatus is how far a message file has come.
type FileStatus struct {
	Name string // such as "messages/umzug.en.yaml"
	Progress
}

// Status counts the texts of all languages that have a message file, by tag. German is the source and not among them.
func (t *Translations) Status() []LanguageStatus {
	langs := map[string]bool{}
	for _, f := range t.files {
		langs[f.lang] = f.lang != German
	}
	var out []LanguageStatus
	for _, lang := range slices.Sorted(maps.Keys(langs)) {
		if langs[lang] {
			out = append(out, t.status(lang))
		}
	}
	return out
}

func (t *Translations) status(lang string) LanguageStatus {
	s := LanguageStatus{Lang: lang}
	files := map[string]*Progress{}
	for _, g := range t.texts() {
		if g.isWord() {
			continue
		}
		name := t.fileOf(lang, g)
		if files[name] == nil {
			files[name] = &Progress{}
		}
		have := t.look(lang, g)
		for _, p := range []*Progress{&s.Progress, files[name]} {
			p.Texts++
			if !have.full {
				continue
			}
			p.Translated++
			if !have.current {
				p.Outdated++
			}
			if !t.files[name].reviewed() {
				p.Unreviewed++
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		s.Files = append(s.Files, FileStatus{name, *files[name]})
	}
	return s
}

func (f *messageFile) reviewed() bool {
	return f != nil && f.root != nil && value(f.root.Get("reviewed")) == "true"
}

// WriteStatus writes a line for each language, beginning with its tag and the share of texts that are translated, and below it the
// files that somebody should look at.
func WriteStatus(w io.Writer, all []LanguageStatus) {
	for _, s := range all {
		fmt.Fprintf(w, "%s %s\n", s.Lang, s.Progress)
		for _, f := range s.Files {
			if !f.Done() {
				fmt.Fprintf(w, "  %s %s\n", f.Name, f.Progress)
			}
		}
	}
}

func (p Progress) String() string {
	return fmt.Sprintf("%s (%d von %d Texten), veraltet: %d, ungeprüft: %d", percent(p.Translated, p.Texts), p.Translated, p.Texts, p.Outdated, p.Unreviewed)
}
