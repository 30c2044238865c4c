package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// Wording is a word of everyday use and what it belongs to: a service or a flow.
type Wording struct {
	Service, Flow string // the id of one of them
	Lang          string // of the word; "" is German, and so is Leichte Sprache
	Word          string // up to 80 characters on one line
}

// Edit is a change of one file.
type Edit struct {
	File          string // as in the content
	Before, After []byte
}

const (
	longestWord = 80  // in characters; what is longer is a story, and hinders the search
	longestLine = 160 // after it a list in brackets goes on in the next line
)

// errByHand is an edit that would not keep the layout.
var errByHand = errors.New("the file is laid out in a way that cannot be kept; please add the word by hand")

// AddWord adds a word to those by which people ask for a service or a flow, and leaves everything else in the file as it is: comments,
// order, line breaks. Nothing is written. It fails if the service or flow does not exist, if the word is there already or
// unfit, and if the file has errors before or would have afterwards.
func AddWord(fsys fs.FS, w Wording) (Edit, error) {
	w.Word = strings.Join(strings.Fields(w.Word), " ")
	if err := fitWord(w.Word); err != nil {
		return Edit{}, err
	}
	name, data, err := w.file(fsys)
	if err != nil {
		return Edit{}, err
	}
	owner, err := w.owner(name, data)
	if err != nil {
		return Edit{}, err
	}
	old, first := w.list(owner)
	had := listed(old)
	if slices.ContainsFunc(had, func(h string) bool { return strings.EqualFold(h, w.Word) }) {
		return Edit{}, fmt.Errorf("%q is among the words already", w.Word)
	}
	var after []byte
	switch {
	case old != nil:
		after, err = appended(data, old, w.Word)
	case first != nil:
		after, err = begun(data, owner, first, w.Word)
	default:
		err = fmt.Errorf("there is no list words_in: {%s: […]} yet; please begin it by hand", w.Lang)
	}
	if err != nil {
		return Edit{}, err
	}
	changed, err := w.owner(name, after)
	if err != nil {
		return Edit{}, errByHand
	}
	if now, _ := w.list(changed); !slices.Equal(listed(now), append(had, w.Word)) {
		return Edit{}, errByHand
	}
	return Edit{File: name, Before: data, After: after}, nil
}

func fitWord(word string) error {
	switch {
	case word == "":
		return errors.New("the word is empty")
	case utf8.RuneCountInString(word) > longestWord:
		return fmt.Errorf("the word is longer than %d characters; choose what matters of it", longestWord)
	case strings.ContainsAny(word, "[]") || strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsPrint(r) }):
		return fmt.Errorf("%q has brackets or signs that cannot be seen; write down the words that matter", word)
	}
	return nil
}

// file finds and reads the file that the word belongs into.
func (w Wording) file(fsys fs.FS) (string, []byte, error) {
	pattern := "services/*.yaml"
	if w.Flow != "" {
		pattern = path.Join("flows", w.Flow+".yaml")
	}
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return "", nil, fmt.Errorf("look for the content: %w", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return "", nil, fmt.Errorf("read the content: %w", err)
		}
		if _, root, _ := source.Parse(name, data); w.Flow != "" || w.service(root) != nil {
			return name, data, nil
		}
	}
	if w.Flow != "" {
		return "", nil, fmt.Errorf("there is no flow %s", w.Flow)
	}
	return "", nil, fmt.Errorf("there is no service %s", w.Service)
}

func (w Wording) service(root *source.Node) *source.Node {
	for _, n := range items(root, "services") {
		if text(n, "id") == w.Service {
			return n
		}
	}
	return nil
}

// owner reads a file and returns the record of the service or flow; it fails if anything in the file is wrong.
func (w Wording) owner(name string, data []byte) (*source.Node, error) {
	_, root, ds := source.Parse(name, data)
	shape := servicesShape()
	if w.Flow != "" {
		shape = flows.FlowShape()
	}
	if root != nil {
		shape.Check(root, &ds)
	}
	if ds.Failed() {
		return nil, fmt.Errorf("%s: %s", ds.Errors()[0].At, ds.Errors()[0].Text.EN)
	}
	if w.Flow != "" {
		return root, nil
	}
	return w.service(root), nil
}

// list is the list that the word belongs into, nil if there is none. Then first is the key behind which it can begin.
func (w Wording) list(owner *source.Node) (list, first *source.Node) {
	switch {
	case w.Lang != "" && w.Lang != flows.German && w.Lang != flows.Simple:
		return owner.Get("words_in").Get(w.Lang), nil
	case w.Flow != "":
		return owner.Get("words"), owner.Key("title")
	}
	return owner.Get("words"), owner.Key("name")
}

func listed(n *source.Node) []string {
	var out []string
	for _, item := range list(n) {
		out = append(out, item.Value)
	}
	return out
}

// appended puts a word at the end of a list.
func appended(data []byte, list *source.Node, word string) ([]byte, error) {
	if list.Kind != source.List || len(list.Items) == 0 {
		return nil, errByHand
	}
	last, lines := list.Items[len(list.Items)-1].At, strings.SplitAfter(string(data), "\n")
	line := []rune(lines[last.Line-1])
	before, end := string(line[:last.Col-1]), last.Col-1+last.Len
	if end > len(line) {
		return nil, errByHand
	}
	if strings.TrimSpace(before) == "-" {
		if !strings.HasSuffix(string(line), "\n") {
			return nil, errByHand
		}
		return insert(lines, last.Line, before+quoted(word)+lineEnd(string(line))), nil
	}
	gap := ", "
	if utf8.RuneCountInString(strings.TrimRight(string(line), "\r\n")+gap+word) > longestLine {
		indent := strings.Repeat(" ", list.Items[0].At.Col-1)
		if last.Line > list.Items[0].At.Line {
			indent = before[:len(before)-len(strings.TrimLeft(before, " "))]
		}
		gap = "," + lineEnd(string(line)) + indent
	}
	lines[last.Line-1] = string(line[:end]) + gap + quoted(word) + string(line[end:])
	return []byte(strings.Join(lines, "")), nil
}

// begun begins a list of words in the line behind a key.
func begun(data []byte, owner, key *source.Node, word string) ([]byte, error) {
	lines := strings.SplitAfter(string(data), "\n")
	at := key.At
	line := lines[at.Line-1]
	if owner.Braces || !strings.HasSuffix(line, "\n") {
		return nil, errByHand
	}
	return insert(lines, at.Line, strings.Repeat(" ", at.Col-1)+"words: ["+quoted(word)+"]"+lineEnd(line)), nil
}

func insert(lines []string, after int, line string) []byte {
	return []byte(strings.Join(slices.Insert(lines, after, line), ""))
}

func lineEnd(line string) string {
	if strings.HasSuffix(line, "\r\n") {
		return "\r\n"
	}
	return "\n"
}

var (
	plainWord = regexp.MustCompile(`^\pL[\pL\pM\pN]*(?:[ -][\pL\pM\pN]+)*$`)
	yamlWord  = regexp.MustCompile(`(?i)^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$`)
)

// quoted is a word as it stands in YAML: in quotes only where it must.
func quoted(word string) string {
	if plainWord.MatchString(word) && !yamlWord.MatchString(word) {
		return word
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(word) + `"`
}
