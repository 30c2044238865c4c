package desk

import (
	"slices"
	"strings"
)

func (s *step) delivered(e Delivered) {
	t := &s.t
	if changed, ok := t.Out[e.Of]; ok && e.Ref != "" {
		changed.Ref = e.Ref
		t.Out[e.Of] = changed
	}
	o, known := t.Out[e.Key]
	if !known || o.Ref != "" {
		return
	}
	switch o.Kind {
	case outEdit, outDelete:
		delete(t.Out, e.Key)
		if o.Kind == outEdit {
			s.rewritten(t.Posts[o.Post].Text, e.Ref)
			s.markDelivered(o.Post)
		}
		return
	}
	o.Ref = e.Ref
	t.Out[e.Key] = o
	if o.Kind == outSend {
		s.markDelivered(o.Post)
	}
}

// rewritten keeps where a text is after an edit, which may have made it longer or shorter by whole messages.
func (s *step) rewritten(text Key, ref Ref) {
	if o, ok := s.t.Out[text]; ok && o.Ref != "" && ref != "" {
		o.Ref = ref
		s.t.Out[text] = o
	}
}

// holds reports whether id is one of the ids that a receipt begins with, separated by commas.
func (r Ref) holds(id Ref) bool {
	ids, _, _ := strings.Cut(string(r), "+")
	return slices.Contains(strings.Split(ids, ","), string(id))
}

// markDelivered marks a post when all of it has arrived.
func (s *step) markDelivered(id PostID) {
	p, ok := s.t.Posts[id]
	if !ok || p.Failed || p.Deleted {
		return
	}
	for _, k := range append([]Key{p.Text}, p.Files...) {
		if _, there := s.t.Ref(k); k != "" && !there {
			return
		}
	}
	if p.Text != "" || len(p.Files) > 0 {
		s.mark(id, MarkDelivered)
	}
}

func (s *step) undeliverable(e Undeliverable) {
	t := &s.t
	o, known := t.Out[e.Key]
	if !known {
		return
	}
	if o.Kind != outRoot { // it is tried again when the channel is there again
		delete(t.Out, e.Key)
	}
	switch o.Kind {
	case outSend, outEdit, outDelete:
		s.notSent(e, o)
	case outThread:
		for m, k := range t.Messages {
			if k == e.Key {
				t.Messages[m] = ""
				s.say(Text{ID: msgNotPassed})
				break
			}
		}
	case outSay:
		if t.Status.Key == e.Key {
			t.Status = Status{}
		}
	}
	if e.Reason == ReasonGone && o.Kind != outRoot && o.Kind != outThread {
		s.left(CitizenLeft{Gone: true})
	}
}

// notSent tells the volunteer what did not reach the citizen.
func (s *step) notSent(e Undeliverable, o Out) {
	p, ok := s.t.Posts[o.Post]
	switch {
	case o.Kind == outSend && o.Post == "": // content without a post of a volunteer's
		s.waitsAgain()
		s.thread(textFailed(e.Reason), s.mention(s.t.Owner.ID)...)
		return
	case o.Kind == outDelete:
		s.thread(textNotDeleted, s.mention(p.Agent)...)
		return
	case !ok || p.Deleted:
		return
	case o.Kind == outSend:
		if p.Text == e.Key {
			p.Text = ""
		}
		p.Files = slices.DeleteFunc(slices.Clone(p.Files), func(k Key) bool { return k == e.Key })
		s.waitsAgain()
	}
	p.Failed = true
	s.t.Posts[o.Post] = p
	s.failed(o.Post, e.Reason)
}

// waitsAgain: what was sent was no answer after all.
func (s *step) waitsAgain() {
	if s.t.State == Claimed && s.t.Waits.IsZero() {
		s.t.Waits = s.now
	}
}
