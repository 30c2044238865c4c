package source

import "unicode"

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
	long, short := fold(nil, name, true), fold(nil, name, false)
	var folded []rune
	best, found := "", false
	for _, c := range candidates {
		folded = fold(folded[:0], c, true)
		d := distance(long, folded, limit)
		if d > 0 {
			folded = fold(folded[:0], c, false)
			d = min(d, distance(short, folded, limit))
		}
		if d <= limit {
			best, found, limit = c, true, d-1 // later ones must be nearer
		}
	}
	return best, found
}

// fold appends s in lower case, without umlauts. Germans replace those in two ways: by two letters (long) and by one.
func fold(to []rune, s string, long bool) []rune {
	for _, r := range s {
		r = unicode.ToLower(r)
		plain, more := r, rune(0)
		switch r {
		case 'ä':
			plain, more = 'a', 'e'
		case 'ö':
			plain, more = 'o', 'e'
		case 'ü':
			plain, more = 'u', 'e'
		case 'ß':
			plain, more = 's', 's'
		}
		to = append(to, plain)
		if long && more != 0 {
			to = append(to, more)
		}
	}
	return to
}

// distance counts the edits between a and b; limit+1 stands for all that are farther apart.
func distance(a, b []rune, limit int) int {
	if limit < 0 || len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	var few [3][64]int // on the stack
	old, prev, row := few[0][:], few[1][:], few[2][:]
	if len(b) >= len(few[0]) {
		old, prev, row = make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	}
	for j := range len(b) + 1 {
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
