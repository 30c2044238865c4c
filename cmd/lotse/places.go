package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/digitaler-lotse/lotse/flows/source"
)

type placesCmd struct {
	contentFlag
	Near string `required:"" placeholder:"PLACE" help:"Name or postcode of a place, or coordinates as LAT,LON."`
	For  string `placeholder:"SERVICE" help:"What somebody needs: a service such as wohnsitz-anmelden, or an ability such as anmelden."`
	Kind string `placeholder:"KIND" help:"Kind of place, such as rathaus."`
	At   string `placeholder:"TIME" help:"When, local time such as 2026-12-24T14:00; now by default."`
	N    int    `short:"n" default:"3" help:"How many places at most."`
	JSON bool   `help:"Print JSON."`
}

func (c placesCmd) Run(s streams) error {
	at, err := moment("at", c.At, townTime())
	if c.N < 1 {
		err = errors.Join(err, fmt.Errorf("lotse: -n %d is not possible; choose 1 or more", c.N))
	}
	if err := misuse(err); err != nil {
		return err
	}
	l, err := usable(c.contentFlag, s)
	if err != nil {
		return err
	}
	needs := slices.Concat(l.catalogue.Names("service"), l.catalogue.Names("ability"))
	if err := misuse(known("for", c.For, needs), known("kind", c.Kind, l.catalogue.Names("place-kind"))); err != nil {
		return err
	}
	found := l.catalogue.Nearby(content.Question{Near: c.Near, For: c.For, Kind: c.Kind, At: at, N: c.N})
	if c.JSON {
		data, err := json.MarshalIndent(found, "", "  ")
		if err != nil {
			return fmt.Errorf("write the places: %w", err)
		}
		_, err = fmt.Fprintf(s.out, "%s\n", data)
		return err
	}
	c.print(s, found)
	return nil
}

// known reports a name that the content does not have; "" is none.
func known(flag, name string, names []string) error {
	if name == "" || slices.Contains(names, name) {
		return nil
	}
	if near, ok := source.Suggest(name, names); ok {
		return fmt.Errorf("lotse: --%s %s is not in the content; did you mean %s?", flag, name, near)
	}
	return fmt.Errorf("lotse: --%s %s is not in the content", flag, name)
}

// print is the answer for people.
func (c placesCmd) print(s streams, found content.Nearby) {
	switch {
	case len(found.Candidates) > 0:
		fmt.Fprintf(s.out, "%s kann einer dieser Orte sein:\n", c.Near)
		for _, name := range found.Candidates {
			fmt.Fprintf(s.out, "  %s\n", name)
		}
		if found.Name != "" {
			fmt.Fprintf(s.out, "  %s, nicht im Landkreis\n", found.Name)
		}
	case found.Outside && found.Name != "":
		fmt.Fprintf(s.out, "%s liegt nicht im Landkreis, sondern in %s oder in der Nähe davon.\n", c.Near, found.Name)
	case found.Outside:
		fmt.Fprintf(s.out, "%s liegt nicht im Landkreis.\n", c.Near)
	case found.Municipality == "":
		fmt.Fprintf(s.out, "Einen Ort %s gibt es hier nicht.\n", c.Near)
	default:
		fmt.Fprintf(s.out, "%s gehört zur Gemeinde %s.\n", c.Near, found.Municipality)
	}
	for _, p := range found.Places {
		fmt.Fprintf(s.out, "\n%s  %s\n", p.ID, p.Name)
		if p.Distance != nil {
			fmt.Fprintf(s.out, "  %s km Luftlinie (Genauigkeit: %s)\n", strings.Replace(fmt.Sprintf("%.1f", float64(*p.Distance)/1000), ".", ",", 1), p.Accuracy)
		}
		c.printHours(s, p)
		if p.Unsure {
			fmt.Fprintln(s.out, "  Ob das hier geht, weiß niemand sicher.")
		}
	}
}

func (c placesCmd) printHours(s streams, p content.Spot) {
	if p.State == nil {
		fmt.Fprintln(s.out, "  Öffnungszeiten nicht bekannt")
		return
	}
	state := map[hours.State]string{hours.Open: "offen", hours.Closed: "geschlossen", hours.Unknown: "vielleicht offen"}[*p.State]
	if p.Comment != "" {
		state += " (" + p.Comment + ")"
	}
	if p.NextChange != nil {
		state += ", Wechsel am " + p.NextChange.Format("2.1.2006 um 15:04 Uhr")
	}
	if p.CallFirst {
		state += "; die Zeiten sind alt, bitte vorher anrufen"
	}
	fmt.Fprintf(s.out, "  %s\n  %s\n", state, p.Hours)
}
