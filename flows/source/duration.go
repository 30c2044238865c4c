package source

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

var durationForm = regexp.MustCompile(`^([1-9][0-9]{0,4})([mhd])$`)

// ParseDuration reads a number with a unit: m for minutes, h for hours, d for days of 24 hours, as in 30m, 24h or 14d.
// Zero, fractions and combinations are refused.
func ParseDuration(s string) (time.Duration, error) {
	m := durationForm.FindStringSubmatch(s)
	if m == nil {
		return 0, fmt.Errorf("read duration %q: want a number followed by m, h or d", s)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return 0, fmt.Errorf("read duration %q: %w", s, err)
	}
	unit := map[string]time.Duration{"m": time.Minute, "h": time.Hour, "d": 24 * time.Hour}[m[2]]
	return time.Duration(n) * unit, nil
}
