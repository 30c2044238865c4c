package hours_test

import (
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/content/hours"
)

const usual = "Mo,We 08:00-12:00; Tu,Th 08:00-12:00,13:00-18:00; Fr 08:00-12:00; PH off; Dec 24,Dec 31 off"

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := hours.Parse(usual); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAt(b *testing.B) {
	h, c := mustParse(b, usual), calendar(b, "ST")
	t := time.Date(2026, time.November, 24, 9, 30, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		h.At(c, t)
	}
}

func BenchmarkNextChange(b *testing.B) {
	h, c := mustParse(b, usual), calendar(b, "ST")
	t := time.Date(2026, time.November, 24, 9, 30, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		h.NextChange(c, t)
	}
}

// BenchmarkNextChangeNever is the worst case: a change that never comes.
func BenchmarkNextChangeNever(b *testing.B) {
	h, c := mustParse(b, "2015 Feb 29; Mo-Fr 08:00-12:00 off; PH off"), calendar(b, "ST")
	t := time.Date(2026, time.November, 24, 9, 30, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := h.NextChange(c, t); ok {
			b.Fatal("a change where none is")
		}
	}
}

func BenchmarkIntervalsWeek(b *testing.B) {
	h, c := mustParse(b, usual), calendar(b, "ST")
	t := time.Date(2026, time.November, 23, 0, 0, 0, 0, c.Location)
	b.ReportAllocs()
	for b.Loop() {
		h.Intervals(c, t, t.AddDate(0, 0, 7))
	}
}
