package bot

import (
	"bytes"

	"github.com/digitaler-lotse/lotse/bot/store"
)

// queued is an entry of the outbox and what it says.
type queued struct {
	store.Entry
	out *Outbound // nil: as the entry's body says
}

func (q queued) track() store.Track { return store.Track{Conversation: q.Conversation, Lane: q.Lane} }

// lane stands for whatever waits in a lane.
func lane(id store.Track) queued {
	return queued{Entry: store.Entry{Conversation: id.Conversation, Lane: id.Lane}}
}

// recent remembers what the latest entries say, so that most are sent without being read back from what was just written. It is a
// short cut only: an entry is known by its body as it is stored, and an unknown one is read.
type recent [256]queued

func (r *recent) place(e store.Entry) *queued { return &r[e.Number%uint64(len(r))] }

// keep remembers an entry until it is taken or another one needs its place.
func (r *recent) keep(q queued) {
	if q.out != nil {
		*r.place(q.Entry) = q
	}
}

// take forgets an entry and returns it with what it says, if that is known.
func (r *recent) take(e store.Entry) queued {
	q := queued{Entry: e}
	if p := r.place(e); p.Number == e.Number && bytes.Equal(p.Body, e.Body) {
		q.out = p.out
		*p = queued{}
	}
	return q
}
