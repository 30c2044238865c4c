package richtext_test

import (
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

var (
	shownTag = regexp.MustCompile(`<(/?)(p|strong|em|code|a|ul|ol|li|br)(?: (href|start)="([^"]*)")?(?: /)?>`)
	anyTag   = regexp.MustCompile(`<[^>]*>`)
)

// shown returns the lines that a reader of CommonMark with GitHub's extensions sees, and where the links lead.
// It refuses everything that is not in the subset: headings, tables, HTML, images, struck out text, task lists.
func shown(markdown string) (lines, links []string, err error) {
	var page strings.Builder
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(markdown), &page); err != nil {
		return nil, nil, err
	}
	var out strings.Builder
	var lists []int // next number of each open list, 0 for bullets
	s := page.String()
	for s != "" {
		at := anyTag.FindStringIndex(s)
		if at == nil {
			at = []int{len(s), len(s)}
		}
		out.WriteString(html.UnescapeString(s[:at[0]]))
		tag := s[at[0]:at[1]]
		s = s[at[1]:]
		if tag == "" {
			break
		}
		m := shownTag.FindStringSubmatch(tag)
		if m == nil || m[0] != tag {
			return nil, nil, fmt.Errorf("%s is not in the subset", tag)
		}
		switch m[1] + m[2] {
		case "a":
			links = append(links, html.UnescapeString(m[4]))
		case "ul":
			lists = append(lists, 0)
		case "ol":
			start := 1
			if m[3] == "start" {
				start, _ = strconv.Atoi(m[4])
			}
			lists = append(lists, start)
		case "/ul", "/ol":
			lists = lists[:len(lists)-1]
		case "li":
			mark := "•"
			if n := lists[len(lists)-1]; n > 0 {
				mark = strconv.Itoa(n) + "."
				lists[len(lists)-1]++
			}
			out.WriteString("\n" + mark + " \v") // \v: a line break after it does not count
		}
	}
	text := regexp.MustCompile(`\v\s*`).ReplaceAllString(out.String(), "")
	return visibleLines(text), links, nil
}

// visibleLines returns the lines of s that show anything, without invisible characters and with single spaces.
func visibleLines(s string) []string {
	var lines []string
	for line := range strings.SplitSeq(strings.ReplaceAll(s, "\u200b", ""), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
