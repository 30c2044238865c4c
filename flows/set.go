package flows

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"slices"
)

// Set is loaded content: flows and texts that were checked together. It is read-only.
type Set struct {
	Texts *Texts

	flow     map[string]*Flow
	vars     map[string]variable
	words    map[string]Command
	wordList []string
	please   []string // said with a word or instead of one: "bitte", in all languages
	numbers  map[string]int
	speak    map[string]string // what people call a language -> its tag
	tongue   map[string]string // global word -> the only language that has it; "" if several have
	buttons  map[string]button
}

// Forget lets go of the files that a set was read from: once it is checked, a service needs no more to know where in them things stand. It
// must be called before others use the set.
func (s *Set) Forget() {
	for _, f := range s.flow {
		f.at, f.node = f.CheckedAt(), nil
		for _, step := range f.Steps {
			step.node = nil
			for _, c := range step.Choices {
				c.node = nil
			}
		}
	}
	s.Texts.pack()
}

type button struct {
	step   *Step
	choice *Choice
}

// Step returns a step, the first one if ref names only a flow; nil if there is none.
func (s *Set) Step(ref Ref) *Step {
	f := s.flow[ref.Flow]
	if f == nil || len(f.Steps) == 0 {
		return nil
	}
	if ref.Step == "" {
		return f.Steps[0]
	}
	return f.step[ref.Step]
}

// Flows returns all flows, sorted by id.
func (s *Set) Flows() []*Flow {
	out := make([]*Flow, 0, len(s.flow))
	for _, id := range slices.Sorted(maps.Keys(s.flow)) {
		out = append(out, s.flow[id])
	}
	return out
}

func (s *Set) choice(hash string) (*Step, *Choice) {
	b := s.buttons[hash]
	return b.step, b.choice
}

func (s *Set) flowNames() []string { return slices.Sorted(maps.Keys(s.flow)) }
func (s *Set) varNames() []string  { return slices.Sorted(maps.Keys(s.vars)) }

func (f *Flow) stepNames() []string {
	out := make([]string, 0, len(f.Steps))
	for _, s := range f.Steps {
		out = append(out, s.Ref.Step)
	}
	return out
}

// hashOf names a button in 11 characters, so that callback data stays far below 64 bytes whatever the steps are called.
func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.RawURLEncoding.EncodeToString(sum[:8])
}

// Hash identifies a German source text, so that translations of an older wording can be told. It begins with a letter: no YAML reader
// takes it for a number.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "h" + hex.EncodeToString(sum[:4])
}
