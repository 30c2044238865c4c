package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/content/questions"
)

type questionsWordCmd struct {
	contentFlag
	dataFlag
	Service string `placeholder:"ID" help:"Service that people mean by it, such as personalausweis."`
	Flow    string `placeholder:"ID" help:"Flow that people mean by it, such as umzug."`
	Lang    string `placeholder:"LANG" help:"Language of the word; that of the question, or German."`
	Word    string `arg:"" name:"question-or-number" help:"The word or words, or the number of a question as lotse questions lists it."`
}

// Run writes the word into the content. If it was named by the number of a question, the question is settled and goes.
func (c questionsWordCmd) Run(s streams) error {
	l, err := c.into(s)
	if err != nil {
		return err
	}
	if _, err := strconv.ParseUint(c.Word, 10, 64); err != nil {
		return c.write(s, l, content.Wording{Service: c.Service, Flow: c.Flow, Lang: c.Lang, Word: c.Word})
	}
	return withOperator(c.dataFlag, store.DefaultRetention(), func(op operator) error {
		all, err := op.Questions()
		if err != nil {
			return err
		}
		cluster, ok := clusterOf(questions.Clusters(all), c.Word)
		if !ok {
			return failure{exitFailed, fmt.Sprintf("lotse: there is no question %s", c.Word)}
		}
		w := content.Wording{Service: c.Service, Flow: c.Flow, Lang: c.Lang, Word: strings.ToLower(strings.Trim(cluster.Text, " .,;:!?"))}
		if w.Lang == "" {
			w.Lang = cluster.Languages[0].Lang
		}
		if err := c.write(s, l, w); err != nil {
			return err
		}
		n, err := op.DropQuestions(cluster.Numbers)
		if err != nil {
			return fmt.Errorf("the word is written, but the questions are still there: %w", err)
		}
		fmt.Fprintf(s.out, "Erledigt und aus dem Buch gelöscht: %d Fragen.\n", n)
		return nil
	})
}

// into checks where the word is to go.
func (c questionsWordCmd) into(s streams) (*loaded, error) {
	var problems []error
	if c.Content == "" {
		problems = append(problems, errors.New("lotse: the content inside the program cannot be changed; --content names the folder with yours"))
	}
	if (c.Service == "") == (c.Flow == "") {
		problems = append(problems, errors.New("lotse: say what people mean: either --service or --flow"))
	}
	if err := misuse(problems...); err != nil {
		return nil, err
	}
	l, err := usable(c.contentFlag, s)
	if err != nil {
		return nil, err
	}
	var flowIDs []string
	for _, f := range l.engine.Set.Flows() {
		flowIDs = append(flowIDs, f.ID)
	}
	return l, misuse(known("service", c.Service, l.catalogue.Names("service")), known("flow", c.Flow, flowIDs))
}

func (c questionsWordCmd) write(s streams, l *loaded, w content.Wording) error {
	edit, err := content.AddWord(l.fsys, w)
	if err != nil {
		return failure{exitFailed, fmt.Sprintf("lotse: %v", err)}
	}
	if err := replaceFile(filepath.Join(c.Content, filepath.FromSlash(edit.File)), edit.After); err != nil {
		return err
	}
	printEdit(s.out, edit)
	return nil
}

// replaceFile puts a new version in the place of a file, whole or not at all; a symbolic link stays one.
func replaceFile(name string, data []byte) error {
	name, err := filepath.EvalSymlinks(name)
	if err != nil {
		return fmt.Errorf("find the file: %w", err)
	}
	info, err := os.Stat(name)
	if err != nil {
		return fmt.Errorf("look at the file: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".lotse-*")
	if err != nil {
		return fmt.Errorf("write beside the file: %w", err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(info.Mode().Perm()), f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write the file: %w", err), os.Remove(f.Name()))
	}
	return nil
}

// printEdit shows the lines of a file that changed, before and after.
func printEdit(out io.Writer, e content.Edit) {
	before, after := strings.Split(string(e.Before), "\n"), strings.Split(string(e.After), "\n")
	first := 0
	for first < len(before) && first < len(after) && before[first] == after[first] {
		first++
	}
	for len(before) > first && len(after) > first && before[len(before)-1] == after[len(after)-1] {
		before, after = before[:len(before)-1], after[:len(after)-1]
	}
	fmt.Fprintf(out, "%s:%d\n", e.File, first+1)
	for _, line := range before[first:] {
		fmt.Fprintf(out, "- %s\n", strings.TrimRight(line, "\r"))
	}
	for _, line := range after[first:] {
		fmt.Fprintf(out, "+ %s\n", strings.TrimRight(line, "\r"))
	}
}
