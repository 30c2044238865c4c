package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/content/pvog"
	"github.com/digitaler-lotse/lotse/flows/source"
)

type importPVOGCmd struct {
	contentFlag
	dataFlag
	ARS     string        `required:"" name:"ars" placeholder:"KEY" help:"Regional key of the municipality, twelve digits, such as 150880220220 for Merseburg."`
	LeiKa   []string      `name:"leika" placeholder:"KEY" help:"Keys of services, fourteen digits; all that the content has by default."`
	Skip    []string      `name:"skip" placeholder:"KEY" help:"Keys of services to leave out, such as one that the search service has no good answer for."`
	All     bool          `help:"Also list the services of the area that the content does not have."`
	BaseURL string        `name:"base-url" default:"https://pvog.fitko.net/suchdienst/api" placeholder:"URL" help:"Address of the search service."`
	Out     string        `default:"pvog-vorschlag" placeholder:"FILE|DIR" help:"Folder for the proposals, or one file that ends in .yaml; it must not exist yet."`
	Cache   string        `placeholder:"DIR" help:"Folder in which answers are kept for a day; pvog in the data folder by default."`
	Pause   time.Duration `hidden:"" default:"1s" help:"Between two requests."`
	Now     string        `hidden:"" help:"What counts as today."`
}

var (
	arsForm   = regexp.MustCompile(`^\d{12}$`)
	leikaForm = regexp.MustCompile(`^\d{14}$`)
)

// Run fetches, compares and writes a proposal. It writes nothing if anything could not be fetched: half a comparison misleads.
func (c importPVOGCmd) Run(s streams) error {
	l, err := usable(c.contentFlag, s)
	if err != nil {
		return err
	}
	current, err := pvog.ReadCurrent(l.fsys)
	if err != nil {
		return err
	}
	where, now, err := c.settle(current)
	if err != nil {
		return err
	}
	keys := c.LeiKa
	if len(keys) == 0 {
		keys = current.LeiKa()
	}
	keys = slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return slices.Contains(c.Skip, key) })
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	fmt.Fprintf(s.err, "Ich frage nach %d Leistungen für %s. Das kann einige Minuten dauern; abbrechen mit Strg+C.\n", len(keys), where.Name)
	asker := &pvogAsker{
		base: strings.TrimSuffix(c.BaseURL, "/"), client: &http.Client{Timeout: pvogTimeout}, cache: c.Cache, pause: c.Pause, wait: pause, now: now,
		where: where, deviations: &pvog.Deviations{},
	}
	fetched, err := asker.gather(ctx, keys, c.All)
	if err != nil {
		message := fmt.Sprintf("lotse: %v\nEs ist nichts geschrieben. Was schon da ist, liegt in %s und wird nicht noch einmal gefragt.", err, c.Cache)
		if one, ok := errors.AsType[*leikaError](err); ok && len(keys) > 1 && ctx.Err() == nil {
			message += fmt.Sprintf("\nLiegt es nur an dieser Leistung? Ohne sie geht es mit --skip %s.", strings.Join(append(c.Skip, one.key), ","))
		}
		return failure{exitFailed, message}
	}
	proposal := pvog.Propose(current, fetched, now)
	written, err := c.write(proposal)
	if err != nil {
		return err
	}
	since, err := asker.since(fetched)
	if err != nil {
		return err
	}
	c.print(s, asker, fetched, proposal, since, written)
	return nil
}

// settle reports every misuse at once.
func (c *importPVOGCmd) settle(current *pvog.Current) (pvog.Municipality, time.Time, error) {
	var problems []error
	where, ok := current.Municipality(c.ARS)
	switch {
	case !arsForm.MatchString(c.ARS):
		problems = append(problems, fmt.Errorf("lotse: --ars %s is no regional key; it has twelve digits", c.ARS))
	case !ok:
		problem := fmt.Errorf("lotse: --ars %s is no municipality of the content", c.ARS)
		if near, ok := source.Suggest(c.ARS, current.Keys()); ok {
			m, _ := current.Municipality(near)
			problem = fmt.Errorf("%w; did you mean %s (%s)?", problem, near, m.Name)
		}
		problems = append(problems, problem)
	}
	for _, key := range slices.Concat(c.LeiKa, c.Skip) {
		if !leikaForm.MatchString(key) {
			problems = append(problems, fmt.Errorf("lotse: %s is no key of a service; it has fourteen digits", key))
		}
	}
	now, err := moment("now", c.Now, townTime())
	problems = append(problems, err, address("base-url", c.BaseURL))
	if c.Pause < 0 {
		problems = append(problems, errors.New("lotse: --pause must not be negative"))
	}
	if _, err := os.Lstat(c.Out); err == nil {
		problems = append(problems, fmt.Errorf("lotse: %s exists already; nobody's work is written over", c.Out))
	}
	if c.Cache == "" {
		c.Cache = filepath.Join(c.Data, "pvog")
	}
	return where, now, misuse(problems...)
}

// write puts the proposals where nothing has been and returns the names of the files.
func (c importPVOGCmd) write(p pvog.Proposal) ([]string, error) {
	files := map[string]string{}
	if strings.HasSuffix(c.Out, ".yaml") {
		if text := p.Services + p.Places; text != "" {
			files[c.Out] = text
		}
	} else {
		for name, text := range map[string]string{"services.yaml": p.Services, "places.yaml": p.Places} {
			if text != "" {
				files[filepath.Join(c.Out, name)] = text
			}
		}
		if len(files) > 0 {
			if err := os.Mkdir(c.Out, 0o755); err != nil {
				return nil, failure{exitFailed, fmt.Sprintf("lotse: the proposals cannot be written: %v", err)}
			}
		}
	}
	names := slices.Sorted(maps.Keys(files))
	for _, name := range names {
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return nil, failure{exitFailed, fmt.Sprintf("lotse: the proposals cannot be written: %v", err)}
		}
		_, err = io.WriteString(f, files[name])
		if err = errors.Join(err, f.Close()); err != nil {
			return nil, fmt.Errorf("write the proposals: %w", err)
		}
	}
	return names, nil
}

func (c importPVOGCmd) print(s streams, a *pvogAsker, f pvog.Fetched, p pvog.Proposal, since, written []string) {
	fmt.Fprintf(s.out, "%s (%s): %d Leistungen und %d Stellen gefunden. %d Anfragen, %d Antworten noch von heute.\n",
		f.Municipality.Name, f.Municipality.ARS, len(f.Services), len(f.Offices), a.asked, a.kept)
	fmt.Fprintf(s.out, "neu: %d, anders: %d, gleich: %d, nicht im PVOG: %d\n", p.New, p.Changed, p.Equal, p.Gone)
	for _, line := range slices.Concat(p.Report, since) {
		fmt.Fprintf(s.out, "  %s\n", line)
	}
	if deviations := a.deviations.List(); len(deviations) > 0 {
		fmt.Fprintln(s.out, "Die Antworten sehen anders aus als erwartet. Das ist nicht übernommen:")
		for _, d := range deviations {
			fmt.Fprintf(s.out, "  %s: %s (%d-mal)\n", d.Path, d.What, d.Count)
		}
	}
	if len(written) == 0 {
		fmt.Fprintln(s.out, "Es gibt nichts vorzuschlagen.")
		return
	}
	fmt.Fprintf(s.out, "%s: Bitte prüfen Sie jede Angabe und übernehmen Sie nur die richtigen.\n", strings.Join(written, ", "))
}
