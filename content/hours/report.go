package hours

import (
	"encoding/json"
	"time"
)

// A Report is everything about one expression at one moment and in one period,
// ready to be written as JSON.
type Report struct {
	State      State
	Comment    string
	NextChange time.Time // zero: no change within 40 years
	Intervals  []Interval
}

// Report evaluates the state at an instant and the intervals in [from, to).
func (h *Hours) Report(c *Calendar, at, from, to time.Time) Report {
	r := Report{Intervals: h.Intervals(c, from, to)}
	r.State, r.Comment = h.At(c, at)
	r.NextChange, _ = h.NextChange(c, at)
	return r
}

// MarshalJSON writes {"state", "comment", "next_change", "intervals"}; a
// missing comment or change is null, times are RFC 3339 with local offset.
func (r Report) MarshalJSON() ([]byte, error) {
	intervals := r.Intervals
	if intervals == nil {
		intervals = []Interval{}
	}
	return json.Marshal(struct {
		State      State      `json:"state"`
		Comment    *string    `json:"comment"`
		NextChange *time.Time `json:"next_change"`
		Intervals  []Interval `json:"intervals"`
	}{r.State, optional(r.Comment), optional(r.NextChange), intervals})
}

// MarshalJSON writes {"from", "to", "state", "comment"}; a missing comment is null.
func (i Interval) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		From    time.Time `json:"from"`
		To      time.Time `json:"to"`
		State   State     `json:"state"`
		Comment *string   `json:"comment"`
	}{i.From, i.To, i.State, optional(i.Comment)})
}

// optional is nil for the zero value, which JSON writes as null.
func optional[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
