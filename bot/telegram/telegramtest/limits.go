package telegramtest

import "time"

// Limits are how much may be sent, as token buckets. Zero is no limit.
type Limits struct {
	PerChat float64 // messages a second to one chat
	Burst   int     // messages to one chat that may come at once; 0 counts as 1
	InAll   float64 // messages a second to all chats together, with the same number at once
}

// bucket is a token bucket.
type bucket struct {
	tokens float64
	at     time.Time
}

// limited takes a token for a message to chat, or says how many seconds to wait. The lock is held.
func (s *Server) limited(chat int64) int {
	wait := max(
		s.bucket(0, s.Limits.InAll, s.Limits.InAll),
		s.bucket(chat, s.Limits.PerChat, float64(max(s.Limits.Burst, 1))),
	)
	if wait > 0 {
		return int(wait) + 1
	}
	for _, id := range []int64{0, chat} {
		if b := s.buckets[id]; b != nil {
			b.tokens--
		}
	}
	return 0
}

// bucket returns for how many seconds there is no token.
func (s *Server) bucket(id int64, rate, size float64) float64 {
	if rate == 0 {
		return 0
	}
	now := time.Now()
	b := s.buckets[id]
	if b == nil {
		b = &bucket{tokens: size, at: now}
		s.buckets[id] = b
	}
	b.tokens = min(size, b.tokens+rate*now.Sub(b.at).Seconds())
	b.at = now
	if b.tokens >= 1 {
		return 0
	}
	return (1 - b.tokens) / rate
}
