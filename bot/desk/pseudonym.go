package desk

import (
	"fmt"
	"math/rand/v2"
)

var (
	colours = [...]string{"Blau", "Grün", "Gelb", "Silber", "Gold", "Türkis", "Lila", "Orange", "Kupfer", "Bernstein", "Himmel", "Mint", "Moos", "Perl", "Saphir", "Smaragd"}
	animals = [...]string{"Otter", "Biber", "Igel", "Dachs", "Luchs", "Falke", "Storch", "Reiher", "Kranich", "Eisvogel", "Amsel", "Lerche", "Hase", "Hirsch", "Fuchs", "Libelle",
		"Delfin", "Robbe", "Pinguin", "Koala", "Panda", "Marder", "Schwan", "Specht"}
)

// Pseudonym is the invented name under which volunteers know a citizen. The same seed always has the same name. The seed must not be
// the number of a chat: there are 38,016 names, and whoever knows the numbers could try them.
func Pseudonym(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 0x6c6f747365)) // PCG's output is specified: the name survives new versions of Go
	return fmt.Sprintf("Bürger*in %s-%s %d", colours[r.Uint64()%uint64(len(colours))], animals[r.Uint64()%uint64(len(animals))], 1+r.Uint64()%99)
}
