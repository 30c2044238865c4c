package bot

import (
	"time"

	"golang.org/x/time/rate"

	"github.com/digitaler-lotse/lotse/bot/store"
)

const (
	chatBurst = 5    // messages that a conversation may get at once
	manyChats = 4096 // limiters kept before the full ones are thrown away
)

// pace keeps the limits of a messenger: so many messages a second in all, and so many to one conversation.
type pace struct {
	total map[string]*rate.Limiter // by channel
	all   rate.Limit
	each  rate.Limit
	chats map[ConversationID]*rate.Limiter
}

func newPace(all, each float64) *pace {
	return &pace{all: limit(all), each: limit(each), total: map[string]*rate.Limiter{}, chats: map[ConversationID]*rate.Limiter{}}
}

func limit(perSecond float64) rate.Limit {
	if perSecond <= 0 {
		return rate.Inf
	}
	return rate.Limit(perSecond)
}

// take takes what sending an entry costs. If there is not enough, nothing is taken and one of the results says how long to wait:
// for the limit in all, or for that of the conversation.
//
// A callback answer costs nothing, nor does what goes to the volunteers, and an edit nothing of the conversation's share. An answer to what the citizen has just done does not
// wait for its conversation, but what follows on its own account does.
func (p *pace) take(e store.Entry, now time.Time) (total, chat time.Duration) {
	if e.Lane != store.Messages {
		return 0, 0
	}
	all := p.channel(channelOf(e.Conversation)).ReserveN(now, 1)
	if wait := all.DelayFrom(now); wait > 0 {
		all.CancelAt(now)
		return wait, 0
	}
	if e.Edit {
		return 0, 0
	}
	l := p.chat(e.Conversation, now)
	if e.Direct {
		if l.TokensAt(now) > -chatBurst { // a debt has an end
			l.ReserveN(now, 1)
		}
		return 0, 0
	}
	one := l.ReserveN(now, 1)
	if wait := one.DelayFrom(now); wait > 0 {
		one.CancelAt(now)
		all.CancelAt(now)
		return 0, wait
	}
	return 0, 0
}

func (p *pace) channel(name string) *rate.Limiter {
	l := p.total[name]
	if l == nil {
		l = rate.NewLimiter(p.all, max(1, int(p.all)/10)) // a small burst: the messenger counts every second
		p.total[name] = l
	}
	return l
}

func (p *pace) chat(id ConversationID, now time.Time) *rate.Limiter {
	if l := p.chats[id]; l != nil {
		return l
	}
	if len(p.chats) >= manyChats {
		for other, l := range p.chats {
			if l.TokensAt(now) >= chatBurst {
				delete(p.chats, other)
			}
		}
	}
	l := rate.NewLimiter(p.each, chatBurst)
	p.chats[id] = l
	return l
}
