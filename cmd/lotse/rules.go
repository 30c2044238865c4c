package main

import (
	"slices"
	"sync"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/mattermost"
	"github.com/digitaler-lotse/lotse/content"
)

// rules are what the desk goes by: what the town has decided, for the volunteers of the channel. The content names people as they are
// called in Mattermost, the desk knows them by id; who is named there and is no member is never called. Where nobody is named, everybody is called:
// a question that rings nobody would wait unseen.
func rules(d *content.Desk, members []mattermost.Member) desk.Rules {
	id, member := map[string]desk.AgentID{}, map[desk.AgentID]mattermost.Member{}
	for _, m := range members {
		id[m.User], member[m.ID] = m.ID, m
	}
	named := slices.ContainsFunc(d.Users(), func(user string) bool { return id[user] != "" })
	return desk.Rules{
		Hours: d, UsualAnswer: d.Times.Usual, RemindAfter: d.Times.Remind, ReturnAfter: d.Times.Return, AnnounceAfter: d.Times.Announce,
		ReopenWithin: d.Times.Reopen, IdleAfter: d.Times.Idle, CloseAfter: d.Times.Close, HoldFor: d.Times.Hold,
		MaxToAgents: d.FromCitizens, MaxToCitizen: d.ToCitizens,
		Digest: d.NextDigest,
		OnDuty: func(t time.Time) []desk.AgentID {
			var ids []desk.AgentID
			if !named && d.Open(t) {
				for _, m := range members {
					ids = append(ids, m.ID)
				}
			}
			for _, user := range d.OnDuty(t) {
				if a, ok := id[user]; ok {
					ids = append(ids, a)
				}
			}
			return ids
		},
		Quiet: func(a desk.AgentID, t time.Time) bool { return d.Quiet(member[a].User, t) },
		Name: func(a desk.AgentID) string {
			if name := d.Name(member[a].User); name != "" {
				return name
			}
			return member[a].Name
		},
		User: func(a desk.AgentID) string { return member[a].User },
	}
}

// roster keeps the rules up to date: content is reloaded, and members come and go. Its methods may be called side by side. The zero
// roster has no rules yet.
type roster struct {
	mu      sync.Mutex
	desk    *content.Desk
	members []mattermost.Member
	now     desk.Rules
}

// use goes by other content from now on.
func (r *roster) use(d *content.Desk) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.desk = d
	r.now = rules(d, r.members)
}

// meet takes in who belongs to the channel now.
func (r *roster) meet(members []mattermost.Member) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.members = members
	if r.desk != nil {
		r.now = rules(r.desk, members)
	}
}

// rules are those of this moment.
func (r *roster) rules() desk.Rules {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now
}
