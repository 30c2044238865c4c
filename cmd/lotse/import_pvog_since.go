package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/digitaler-lotse/lotse/content/pvog"
)

// since compares with the last time that this municipality was asked about, and remembers this time.
func (a *pvogAsker) since(f pvog.Fetched) ([]string, error) {
	now := map[string]string{}
	for _, s := range f.Services {
		now["Leistung „"+s.Name+"“ ("+s.ID+")"] = fingerprint(s)
	}
	for _, o := range f.Offices {
		now["Stelle „"+o.Name+"“ ("+o.ID+")"] = fingerprint(o)
	}
	file := filepath.Join(a.cache, "stand-"+f.Municipality.ARS+".json")
	before := map[string]string{}
	data, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("read what the last import found: %w", err)
	default:
		if err := json.Unmarshal(data, &before); err != nil {
			return nil, fmt.Errorf("read what the last import found, in %s: %w", file, err)
		}
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(before)) {
		switch print, still := now[name]; {
		case !still:
			out = append(out, "seit dem letzten Mal weg: "+name)
		case print != before[name]:
			out = append(out, "seit dem letzten Mal geändert: "+name)
		}
	}
	if data, err = json.MarshalIndent(now, "", " "); err != nil {
		return nil, fmt.Errorf("write what this import found: %w", err)
	}
	return out, a.store(file, data)
}

func fingerprint(record any) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%+v", record))
	return hex.EncodeToString(sum[:8])
}
