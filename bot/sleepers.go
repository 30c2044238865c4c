package bot

import "time"

// nap is a place in the order of waking; stale if its track has other plans by then.
type nap struct {
	track *track
	until time.Time
}

// sleepers is a heap, the first to wake on top.
type sleepers []nap

func (s sleepers) Len() int           { return len(s) }
func (s sleepers) Less(i, j int) bool { return s[i].until.Before(s[j].until) }
func (s sleepers) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }
func (s *sleepers) Push(x any)        { *s = append(*s, x.(nap)) }
func (s *sleepers) Pop() any {
	old := *s
	n := old[len(old)-1]
	*s = old[:len(old)-1]
	return n
}
