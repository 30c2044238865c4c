package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/content"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// examineLimit is how long all checks together may take: they ask other machines.
const examineLimit = time.Minute

// Free space below which somebody has to act, and below which somebody should know, in bytes.
const (
	diskLow   = 500 << 20
	diskEmpty = 50 << 20
)

// examination looks whether everything is there that the service needs.
type examination struct {
	content  contentFlag
	data     dataFlag
	channels channels
	outbox   func() (outbox, error) // nil: there are no data yet
	running  bool                   // the service receives at this moment
}

// findings are in the order in which a person would look: what is here, then what is elsewhere.
func (e examination) findings(ctx context.Context) []bot.Finding {
	ctx, cancel := context.WithTimeout(ctx, examineLimit)
	defer cancel()
	var citizens, volunteers []bot.Finding
	var asking sync.WaitGroup
	asking.Go(func() { citizens = e.channels.citizens.Check(ctx, e.running) })
	if e.channels.volunteers != nil {
		asking.Go(func() { volunteers = e.channels.volunteers.Check(ctx) })
	} else {
		volunteers = []bot.Finding{{Text: "Mattermost ist nicht eingestellt: Wer mit einem Menschen sprechen will, bekommt Telefonnummern und Anlaufstellen."}}
	}
	all := checkContent(e.content, time.Now())
	all = append(all, checkFolder(e.data.Data)...)
	if e.outbox != nil {
		all = append(all, checkOutbox(e.outbox())...)
	}
	asking.Wait()
	all = append(all, citizens...)
	return append(all, volunteers...)
}

// checkContent looks at the content as it is on the disk now, which may be newer than what runs.
func checkContent(c contentFlag, today time.Time) []bot.Finding {
	l, err := load(c, today)
	if err != nil {
		return []bot.Finding{{Level: bot.Bad, Text: "Der Inhalt lässt sich nicht lesen: " + err.Error() + ".", Do: "Prüfen Sie LOTSE_CONTENT und die Rechte des Ordners."}}
	}
	if n := len(l.found.Errors()); n > 0 {
		return []bot.Finding{{Level: bot.Bad, Text: fmt.Sprintf("Der Inhalt hat Fehler: %d.", n), Do: "„lotse check“ nennt sie mit Datei und Zeile. Ein laufender Lotse benutzt so lange den letzten guten Stand."}}
	}
	out := []bot.Finding{{Text: fmt.Sprintf("Der Inhalt ist in Ordnung (%d Abläufe).", len(l.engine.Set.Flows()))}}
	if n := len(content.Overdue(l.catalogue.Reviews(l.engine.Set, today), today)); n > 0 {
		out = append(out, bot.Finding{Level: bot.Hint, Text: fmt.Sprintf("Angaben, die wieder mit ihrer Quelle verglichen werden müssen: %d.", n), Do: "„lotse freshness“ listet sie auf."})
	}
	if n := len(warnings(l.found)); n > 0 {
		out = append(out, bot.Finding{Level: bot.Hint, Text: fmt.Sprintf("Warnungen zum Inhalt: %d.", n), Do: "„lotse check“ nennt sie mit Datei und Zeile."})
	}
	return out
}

// warnings leaves out what the list of due statements has already.
func warnings(ds source.Diagnostics) (out source.Diagnostics) {
	for _, d := range ds {
		if d.Rule != "review" {
			out = append(out, d)
		}
	}
	return out
}

// checkFolder tries to write, and looks how much room is left.
func checkFolder(dir string) []bot.Finding {
	f, err := os.CreateTemp(dir, ".doctor-*")
	if errors.Is(err, fs.ErrNotExist) {
		return []bot.Finding{{Level: bot.Hint, Text: "Den Datenordner gibt es noch nicht.", Do: "Der erste Start legt ihn an. Läuft der Lotse schon, nennen Sie seinen Ordner mit --data oder LOTSE_DATA."}}
	}
	if err == nil {
		err = errors.Join(f.Close(), os.Remove(f.Name()))
	}
	if err != nil {
		return []bot.Finding{{Level: bot.Bad, Text: "In den Datenordner kann nicht geschrieben werden: " + reason(err) + ".", Do: "Prüfen Sie die Rechte von " + dir + ", und ob die Platte voll oder nur lesbar eingehängt ist."}}
	}
	free, known := freeSpace(dir)
	if !known {
		return []bot.Finding{{Text: "In den Datenordner kann geschrieben werden."}}
	}
	return checkSpace(free)
}

func checkSpace(free int64) []bot.Finding {
	switch {
	case free < diskEmpty:
		return []bot.Finding{{Level: bot.Bad, Text: fmt.Sprintf("Die Platte ist fast voll: %d MB frei.", free>>20), Do: "Machen Sie Platz. Ist sie voll, nimmt der Lotse nichts mehr an; Telegram hebt Nachrichten 24 Stunden auf."}}
	case free < diskLow:
		return []bot.Finding{{Level: bot.Hint, Text: fmt.Sprintf("Auf der Platte sind nur noch %d MB frei.", free>>20), Do: "Machen Sie bald Platz."}}
	}
	return []bot.Finding{{Text: fmt.Sprintf("In den Datenordner kann geschrieben werden, %d MB sind frei.", free>>20)}}
}

// reason is an error of the operating system without the name of our temporary file.
func reason(err error) string {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err.Error()
	}
	return err.Error()
}

func checkOutbox(o outbox, err error) []bot.Finding {
	switch {
	case errors.Is(err, store.ErrLocked):
		return []bot.Finding{{Level: bot.Bad, Text: "Ein anderes Programm benutzt die Datendatei, und ein Lotse, den man fragen könnte, antwortet nicht.", Do: "Beenden Sie es: vielleicht hängt ein „lotse run“, oder es läuft in einem anderen Ordner eine ältere Version."}}
	case err != nil:
		return []bot.Finding{{Level: bot.Bad, Text: "Die Datendatei lässt sich nicht öffnen: " + err.Error() + ".", Do: "Spielen Sie eine Sicherung ein, wenn die Datei beschädigt ist; siehe README, „Backup and restore“."}}
	case len(o.Dead) > 0:
		return []bot.Finding{{Level: bot.Hint, Text: fmt.Sprintf("Nachrichten, die nicht zugestellt werden konnten: %d.", len(o.Dead)), Do: "„lotse outbox“ nennt die Gründe."}}
	case o.Later > 0:
		return []bot.Finding{{Level: bot.Hint, Text: fmt.Sprintf("Nachrichten, die nach einem Fehlschlag auf den nächsten Versuch warten: %d.", o.Later), Do: "Warten Sie etwas ab, oder sehen Sie mit „lotse outbox“ nach."}}
	}
	return []bot.Finding{{Text: "Die Daten sind lesbar, nichts ist liegen geblieben."}}
}
