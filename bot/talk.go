package bot

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

// ticket loads a ticket; false if there is none any more. One that cannot be read is put aside for the operator and is over for the citizen.
func (t *turn) ticket(id store.TicketID) (store.Ticket, desk.Ticket, bool) {
	stored, ok := t.tx.Ticket(id)
	if !ok {
		return stored, desk.Ticket{}, false
	}
	k, err := desk.DecodeTicket(stored.Data)
	if err != nil {
		t.lostTicket = true
		t.tx.SetAside(stored.Conversation, stored.Data, t.now)
		t.tx.DropTicket(id)
		return stored, desk.Ticket{}, false
	}
	return stored, k, true
}

// step lets a ticket take an event in and carries out what follows. It reports whether there is such a ticket.
func (t *turn) step(id store.TicketID, e desk.Event) bool {
	stored, k, ok := t.ticket(id)
	if !ok {
		return false
	}
	if t.id == "" {
		t.id = stored.Conversation
	}
	t.take(stored, k, e)
	return true
}

// take is one step of a ticket that is loaded, or new.
func (t *turn) take(stored store.Ticket, k desk.Ticket, e desk.Event) {
	next, actions := desk.Step(k, e, t.rules(), t.now)
	t.keepTicket(&stored, next)
	for _, a := range actions {
		t.act(stored, next, a)
	}
}

// keepTicket stores a ticket, and what the store has to find it by.
func (t *turn) keepTicket(stored *store.Ticket, k desk.Ticket) {
	data, err := k.Encode()
	if err != nil {
		panic(err) // a ticket is plain data: a bug of ours
	}
	waited := stored.Waiting
	root, _, _ := strings.Cut(string(k.RootPost()), ",")
	stored.Thread, stored.Opened, stored.Active, stored.Data = root, k.Opened, t.now, data
	stored.Open, stored.Waiting, stored.Due = k.Open(), k.State == desk.Waiting, firstDue(k)
	t.tx.SaveTicket(*stored)
	t.queued = t.queued || waited != stored.Waiting
	t.timed = t.timed || !stored.Due.IsZero()
}

// firstDue is when the first timer of a ticket is due; zero if none is set.
func firstDue(k desk.Ticket) time.Time {
	due := slices.Collect(maps.Values(k.Timers))
	if len(due) == 0 {
		return time.Time{}
	}
	return slices.MinFunc(due, time.Time.Compare)
}

// queueStep is how far somebody far back in the queue moves until they are told: else one claim would send a message to all who wait.
const queueStep = 10

// moved reports whether a citizen is told their place anew: near the front each time, far back in coarse steps, and never a better place than
// they have.
func moved(told, place int) bool {
	return told != place && (place <= queueStep || told < place || told/queueStep != place/queueStep)
}

// tellQueue lets the tickets know whose place in the queue has changed.
func (t *turn) tellQueue() {
	if !t.queued {
		return
	}
	t.queued = false
	for i, id := range t.tx.Queue() {
		if stored, k, ok := t.ticket(id); ok && moved(k.Queue, i+1) {
			t.take(stored, k, desk.QueueMoved{Place: i + 1})
		}
	}
}

// rules are the town's, with the names that volunteers call themselves where the town has none for them.
func (t *turn) rules() desk.Rules {
	if t.ruled {
		return t.lawbook
	}
	if t.bot.rules != nil {
		t.lawbook = t.bot.rules()
	}
	t.lawbook.Name, t.lawbook.User = orElse(t.lawbook.Name, t.names), orElse(t.lawbook.User, t.users)
	t.ruled = true
	return t.lawbook
}

// orElse is what a volunteer is called; if first, which may be nil, does not tell, names do.
func orElse(first func(desk.AgentID) string, names map[desk.AgentID]string) func(desk.AgentID) string {
	return func(id desk.AgentID) string {
		if first != nil {
			if name := first(id); name != "" {
				return name
			}
		}
		return names[id]
	}
}

// handOff opens a ticket, or goes on with the one that is still open or may be reopened.
func (t *turn) handOff(h flows.Handoff) {
	if t.bot.desk == nil {
		return // the engine hands nobody over then (Engine.Desk)
	}
	opened := desk.Opened{Topic: h.Topic, Lang: h.Lang, Place: h.Place, Path: h.Path, Said: h.Said}
	if h.Agreed {
		opened.Consent = t.now
	}
	if id, ok := t.tx.CurrentTicket(t.id); ok {
		if stored, k, ok := t.ticket(id); ok && (k.Open() || k.Reopenable(t.rules(), t.now)) {
			opened.Queue = k.Queue
			t.take(stored, k, opened)
			return
		}
	}
	mac := hmac.New(sha256.New, t.bot.secret)
	mac.Write(binary.BigEndian.AppendUint64([]byte("ticket\x00"+string(t.id)+"\x00"), uint64(t.now.UnixNano())))
	sum := mac.Sum(nil)
	opened.ID, opened.Seed, opened.Queue = desk.TicketID(hex.EncodeToString(sum[:10])), binary.BigEndian.Uint64(sum[16:]), len(t.tx.Queue())+1
	id := store.TicketID(opened.ID)
	t.take(store.Ticket{ID: id, Conversation: t.id}, desk.Ticket{}, opened)
	if trouble := t.tx.Trouble(); trouble != "" {
		t.step(id, desk.ChannelTrouble{Trouble: desk.Trouble(trouble)})
	}
}
