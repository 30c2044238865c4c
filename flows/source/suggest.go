package source

import "strings"

// Suggest returns the candidate that name was probably meant to be: the one with the fewest edits (a letter added, left out,
// changed, or two swapped), the first of several. Case and umlauts do not count: "Buergerbuero" and "burgerburo" both find
// "Bürgerbüro". One edit is allowed for names of up to 4 characters, two up to 8, three beyond; ok is false if none is near.
func Suggest(name string, candidates []string) (string, bool) {
	limit := 3
	switch n := runeLen(name); {
	case n <= 4:
		limit = min(1, n-1)
	case n <= 8:
		limit = 2
	}
	long, short := foldLong(name), foldShort(name)
	best, found := "", false
	for _, c := range candidates {
		d := min(distance(long, foldLong(c), limit), distance(short, foldShort(c), limit))
		if d <= limit {
			best, found, limit = c, true, d-1 // later ones must be nearer
		}
	}
	return best, found
}

// Germans replace umlauts in two ways, so both are compared.
func foldLong(s string) []rune {
	return []rune(strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss").Replace(strings.ToLower(s)))
}

func foldShort(s string) []rune {
	return []rune(strings.NewReplacer("ä", "a", "ö", "o", "ü", "u", "ß", "s").Replace(strings.ToLower(s)))
}

// distance counts the edits between a and b; limit+1 stands for all that are farther apart.
func distance(a, b []rune, limit int) int {
	if limit < 0 || len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	old, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		nearest := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], old[j-2]+1)
			}
			nearest = min(nearest, row[j])
		}
		if nearest > limit+1 {
			return limit + 1
		}
		old, prev, row = prev, row, old
	}
	return min(prev[len(b)], limit+1)
}
