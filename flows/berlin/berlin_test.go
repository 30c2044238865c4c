package berlin

import (
	"testing"
	"time"
	_ "time/tzdata"
)

func TestCarried(t *testing.T) {
	want, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	got := carried()
	for at := time.Date(1990, 1, 1, 0, 30, 0, 0, time.UTC); at.Year() < 2040; at = at.Add(time.Hour) {
		if a, b := at.In(got).Format(time.RFC3339), at.In(want).Format(time.RFC3339); a != b {
			t.Fatalf("%s is %s, want %s", at, a, b)
		}
	}
}
