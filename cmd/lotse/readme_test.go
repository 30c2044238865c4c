package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// settingRows are the rows of the README's table of settings as the definition of the flags has them, without their meaning.
func settingRows(t *testing.T) []string {
	t.Helper()
	parser, err := kong.New(new(cli))
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	var walk func(*kong.Node)
	walk = func(n *kong.Node) {
		for _, f := range n.Flags {
			if len(f.Envs) == 0 {
				continue
			}
			standard := ""
			if f.Default != "" {
				standard = "`" + f.Default + "`"
			}
			row := fmt.Sprintf("| `--%s %s` | `%s` | %s |", f.Name, f.PlaceHolder, f.Envs[0], standard)
			if !slices.Contains(rows, row) {
				rows = append(rows, row)
			}
		}
		for _, child := range n.Children {
			walk(child)
		}
	}
	walk(parser.Model.Node)
	return rows
}

// The README's table has every setting with its environment name and default, and no other.
func TestReadmeSettings(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range regexp.MustCompile("(?m)^\\| `--[^|]*\\|[^|]*\\|[^|]*\\|").FindAllString(string(data), -1) {
		got = append(got, strings.Replace(row, "|  |", "| |", 1))
	}
	want := settingRows(t)
	for i, row := range want {
		want[i] = strings.Replace(row, "|  |", "| |", 1)
		if !slices.Contains(got, want[i]) {
			t.Errorf("missing in the table:\n%s", want[i])
		}
	}
	for _, row := range got {
		if !slices.Contains(want, row) {
			t.Errorf("no such setting:\n%s", row)
		}
	}
}

// Every setting that the README names exists, in the systemd unit too.
func TestReadmeNames(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Join(settingRows(t), "\n")
	names := regexp.MustCompile(`LOTSE_[A-Z_]+`).FindAllString(string(data), -1)
	if len(names) < 20 {
		t.Errorf("only %d names were looked at", len(names))
	}
	for _, name := range names {
		if !strings.Contains(rows, "`"+name+"`") {
			t.Errorf("there is no setting %s", name)
		}
	}
}
