package content

import (
	"embed"
	"io/fs"
	"os"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// FS is the content inside the program.
//
//go:embed flows/*.yaml messages/*.yaml tests/*.txt places/*.yaml places/SOURCES.md services/*.yaml termine.yaml lotsen.yaml textbausteine.yaml
var FS embed.FS

// Open returns the content of a folder, or the one inside the program if dir is "".
func Open(dir string) fs.FS {
	if dir == "" {
		return FS
	}
	return os.DirFS(dir)
}

// Shapes are the forms of the files that this package reads, by the name of their JSON Schema.
func Shapes() map[string]*source.Shape {
	return map[string]*source.Shape{
		"abilities":      abilitiesShape(),
		"lotsen":         deskShape(),
		"municipalities": municipalitiesShape(),
		"neighbours":     neighboursShape(),
		"places":         placesShape(),
		"services":       servicesShape(),
		"termine":        eventsShape(),
		"textbausteine":  blocksShape(),
	}
}
