package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/digitaler-lotse/lotse/bot"
)

// secret is a setting that is given itself or as the name of a file that holds it.
func secret(name, value, file string) (string, error) {
	switch {
	case value != "" && file != "":
		return "", misset(fmt.Sprintf("--%s and --%[1]s-file are both set; use one of them", name), envName(name)+" und "+envName(name)+"_FILE sind beide gesetzt.", "Lassen Sie eines davon weg.")
	case file == "":
		return strings.TrimSpace(value), nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", misset(fmt.Sprintf("the file for --%s cannot be read: %v", name, err), "Die Datei in "+envName(name)+"_FILE lässt sich nicht lesen: "+file+".", "Prüfen Sie den Namen und die Rechte der Datei.")
	}
	text := strings.TrimSpace(strings.TrimPrefix(string(data), "\ufeff")) // some editors begin a file with that mark
	if text == "" {
		return "", misset(fmt.Sprintf("the file for --%s is empty: %s", name, file), "Die Datei in "+envName(name)+"_FILE ist leer: "+file+".", "")
	}
	return text, nil
}

// misset is a setting that cannot be used.
func misset(english, german, do string) error {
	return &bot.Misset{English: "lotse: " + english, German: german, Do: do}
}

// envName is what a flag is called in the environment.
func envName(flag string) string {
	return "LOTSE_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}
