package gazetteer_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/digitaler-lotse/lotse/content/gazetteer"
)

// The tree gives the same order as sorting all points by their distance, also where many share one spot.
func TestTree(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 5))
	for _, n := range []int{0, 1, 8, 9, 500} {
		points := make([]gazetteer.Point, n)
		for i := range points {
			points[i] = gazetteer.Point{Lat: 51 + float64(rnd.IntN(20))/20, Lon: 11.5 + float64(rnd.IntN(20))/20}
		}
		from := gazetteer.Point{Lat: 51.36, Lon: 11.99}
		want := make([]int, n)
		for i := range want {
			want[i] = i
		}
		slices.SortStableFunc(want, func(a, b int) int { return cmp.Compare(from.Distance(points[a]), from.Distance(points[b])) })
		got := slices.Collect(gazetteer.NewTree(points).Nearest(from))
		if len(got) != n {
			t.Fatalf("%d points: %d found", n, len(got))
		}
		for i := range got {
			if a, b := from.Distance(points[got[i]]), from.Distance(points[want[i]]); math.Abs(a-b) > 1e-9 {
				t.Fatalf("%d points: number %d is %v km away, want %v", n, i, a, b)
			}
		}
		for i := range max(0, n-1) {
			if points[got[i]] == points[got[i+1]] && got[i] > got[i+1] {
				t.Fatalf("%d points: %d comes before %d at the same spot", n, got[i], got[i+1])
			}
		}
	}
}

func TestTreeNowhere(t *testing.T) {
	tree := gazetteer.NewTree([]gazetteer.Point{{Lat: 51, Lon: 12}})
	for _, p := range []gazetteer.Point{{Lat: math.NaN()}, {Lon: math.Inf(1)}} {
		if got := slices.Collect(tree.Nearest(p)); len(got) != 0 {
			t.Errorf("Nearest(%v) = %v", p, got)
		}
	}
}
