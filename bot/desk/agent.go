package desk

import (
	"hash/crc32"
	"slices"
	"strings"
	"time"
)

func (s *step) posted(e AgentPosted) {
	t := &s.t
	if _, twice := t.Posts[e.Post]; twice || t.State == Asking || strings.TrimSpace(e.Text) == "" && len(e.Files) == 0 {
		return
	}
	owner := t.State == Claimed && e.Agent == t.Owner.ID
	if owner {
		t.Active, t.Reminded = s.now, time.Time{}
	}
	w := ParseWords(e.Text)
	if len(e.Files) > 0 && w.Do != "" || !t.offers(w) {
		w = Words{} // a file with the caption "Fertig" is an answer
	}
	switch {
	case w.Do != "":
		t.Posts[e.Post] = Post{Agent: e.Agent, Internal: true, Sum: sum(e.Text)}
		s.ordered(e.Agent, e.Post, w, e.Mentions)
	case !owner || w.Note:
		t.Posts[e.Post] = Post{Agent: e.Agent, Internal: true, Sum: sum(e.Text)}
		s.mark(e.Post, MarkInternal)
		s.hintFor(owner, e.Text)
	default:
		s.relay(e)
	}
}

// ordered carries out the word for the desk that a post is.
func (s *step) ordered(by AgentID, id PostID, w Words, named []Mention) {
	p := s.t.Posts[id]
	p.Did = w.Do
	s.t.Posts[id] = p
	s.mark(id, MarkSeen)
	s.do(order{agent: by, post: id, do: w.Do, to: mentioned(named, w.Name), name: w.Name, query: w.Query})
}

// mark puts a mark on a post, and takes one away that it contradicts: what was delivered may be taken back, or fail later.
func (s *step) mark(id PostID, as MarkKind) {
	p, ok := s.t.Posts[id]
	if ok && p.Mark != "" && p.Mark != as && p.Mark != MarkSeen {
		s.emit(Unmark{Post: id, As: p.Mark})
	}
	if ok {
		p.Mark = as
		s.t.Posts[id] = p
	}
	s.emit(Mark{Post: id, As: as})
}

// hintFor says once why a post stays in the thread and what to do.
func (s *step) hintFor(owner bool, text string) {
	switch {
	case s.t.State == Closed:
		s.hintOnce(hintClosed, textHintClosed)
	case s.t.State == Waiting:
		s.hintOnce(hintUnclaimed, textHintUnclaimed)
	case !owner:
		s.hintOnce(hintOthers, textHintOthers(s.t.Owner.Among()))
	case handsOver(text):
		s.hintOnce(hintHandOver, textHintHandOver)
	}
}

// relay sends a post of the owner to the citizen.
func (s *step) relay(e AgentPosted) {
	t := &s.t
	t.Offered = nil // the talk goes on
	p := Post{Agent: e.Agent, Sum: sum(e.Text)}
	if t.Gone {
		p.Failed = true
		t.Posts[e.Post] = p
		s.failed(e.Post, ReasonGone)
		return
	}
	if strings.TrimSpace(e.Text) != "" {
		p.Text = s.key(outSend, e.Post)
		s.emit(SendCitizen{Key: p.Text, Name: t.Owner.Name, Text: e.Text})
	}
	var refused Reason
	var files []File
	for _, f := range e.Files {
		if why := f.refused(s.r.MaxToCitizen); why != "" {
			refused = why
			continue
		}
		files = append(files, f)
	}
	for _, album := range albums(files) {
		k := s.key(outSend, e.Post)
		p.Files = append(p.Files, k)
		s.emit(SendCitizen{Key: k, Name: t.Owner.Name, Files: album})
	}
	p.Failed = refused != ""
	t.Posts[e.Post] = p
	if p.Failed {
		s.failed(e.Post, refused)
	}
	if p.Text != "" || len(p.Files) > 0 {
		s.hasAnswered()
	}
	t.IDCard = t.IDCard || aboutIDCard(e.Text)
}

// hasAnswered counts what the owner sent as an answer.
func (s *step) hasAnswered() {
	if s.t.Answered.IsZero() {
		s.note(FigureAnswered, s.t.Opened)
	}
	s.t.Answered, s.t.Waits, s.t.Reminded = s.now, time.Time{}, time.Time{}
}

// failed marks a post and says why.
func (s *step) failed(p PostID, why Reason) {
	s.mark(p, MarkFailed)
	s.thread(textFailed(why), s.mention(s.t.Posts[p].Agent)...)
}

func (s *step) agentEdited(e AgentEdited) {
	t := &s.t
	p, known := t.Posts[e.Post]
	if !known || p.Deleted || p.Agent != e.Agent || p.Sum == sum(e.Text) {
		return
	}
	p.Sum = sum(e.Text)
	t.Posts[e.Post] = p
	w := ParseWords(e.Text)
	if p.corrected(w) && t.offers(w) {
		s.takeBack(e.Post)
		s.ordered(e.Agent, e.Post, w, e.Mentions)
		return
	}
	switch {
	case p.Internal:
	case w.Note: // was sent by mistake
		s.takeBack(e.Post)
		s.mark(e.Post, MarkInternal)
	case e.Agent != t.Owner.ID || t.State != Claimed:
		s.thread(textEditNotCarried)
	case strings.TrimSpace(e.Text) == "":
		s.deleteKey(p.Text, e.Post)
		p.Text = ""
		t.Posts[e.Post] = p
	case p.Text == "":
		p.Text = s.key(outSend, e.Post)
		p.Failed = p.Failed && len(p.Files) > 0 // what failed was this text
		t.Posts[e.Post] = p
		s.citizen(SendCitizen{Key: p.Text, Name: t.Owner.Name, Text: e.Text})
	default:
		s.citizen(EditCitizen{Key: s.key(outEdit, e.Post), Of: p.Text, Name: t.Owner.Name, Text: e.Text})
	}
}

// corrected reports whether an edit makes a post the word for the desk that it was not, because it was mistyped or asked for something else. What
// was done is not done again: "fertig" with a full stop is no second order.
func (p Post) corrected(w Words) bool {
	if p.Did == "" && len(p.Files) > 0 {
		return false // a file with the caption "Fertig" is an answer
	}
	return w.Do != "" && (w.Do != p.Did || w.Do == Push || w.Do == Assign)
}

func (s *step) deleted(id PostID) {
	t := &s.t
	if id != "" && id == t.RootPost() {
		s.rootDeleted()
		return
	}
	if k := t.told(id); k != "" {
		s.untell(k)
		return
	}
	p, known := t.Posts[id]
	if !known || p.Deleted {
		return
	}
	s.takeBack(id)
	p = t.Posts[id]
	p.Deleted = true
	t.Posts[id] = p
}

// takeBack deletes at the citizen's what a post has sent.
func (s *step) takeBack(id PostID) {
	p := s.t.Posts[id]
	s.deleteKey(p.Text, id)
	for _, k := range p.Files {
		s.deleteKey(k, id)
	}
	p.Internal, p.Text, p.Files = true, "", nil
	s.t.Posts[id] = p
}

func (s *step) deleteKey(k Key, id PostID) {
	if k != "" {
		s.citizen(DeleteCitizen{Key: s.key(outDelete, id), Of: k})
	}
}

// citizen emits what goes to the citizen, unless they cannot be reached.
func (s *step) citizen(a Action) {
	if !s.t.Gone {
		s.emit(a)
	}
}

// rootDeleted begins a new thread: with the root post, the old one is gone.
func (s *step) rootDeleted() {
	t := &s.t
	for k, o := range t.Out {
		if o.Kind == outRoot || o.Kind == outThread {
			delete(t.Out, k)
		}
	}
	for m := range t.Messages {
		t.Messages[m] = ""
	}
	t.Root = ""
	if t.State != Waiting && t.State != Claimed {
		return
	}
	s.postRoot()
	s.thread(textThreadLost, s.mention(t.Owner.ID)...)
	s.say(Text{ID: msgThreadLost})
}

func (s *step) reacted(e AgentReacted) {
	if told := s.t.told(e.Post); told != "" && e.Emoji == "x" {
		if s.mayAct(e.Agent) {
			s.untell(told)
			s.mark(e.Post, MarkSeen)
		}
		return
	}
	do, anywhere := reaction(e.Emoji)
	onRoot := e.Post != "" && e.Post == s.t.RootPost()
	if do == "" || s.t.State == Asking || !onRoot && !anywhere {
		return
	}
	if !onRoot && s.t.State != Waiting {
		return // a raised hand at a later post may mean anything
	}
	s.do(order{agent: e.Agent, do: do})
}

// reaction is the action of an emoji; anywhere: it counts on every post of the thread, not only on the root post.
func reaction(emoji string) (do Command, anywhere bool) {
	for _, hand := range []string{"raised_hand", "raising_hand", "woman-raising-hand", "man-raising-hand", "woman_raising_hand", "man_raising_hand"} {
		if strings.HasPrefix(emoji, hand) { // what follows is the colour of the skin
			return Claim, true
		}
	}
	switch emoji {
	case "white_check_mark":
		return Close, false
	case "leftwards_arrow_with_hook":
		return Release, false
	case "arrows_counterclockwise":
		return Reopen, false
	case "question", "grey_question":
		return Help, false
	}
	return "", false
}

func mentioned(all []Mention, name string) AgentID {
	i := slices.IndexFunc(all, func(m Mention) bool { return strings.EqualFold(m.Name, name) })
	if name == "" || i < 0 {
		return ""
	}
	return all[i].Agent
}

func sum(text string) uint32 { return crc32.ChecksumIEEE([]byte(text)) }
