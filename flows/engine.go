package flows

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// maxSteps is the number of steps that may run before the citizen is asked something: beyond it, a flow runs in circles.
const maxSteps = 100

// Reserved flows, which every content has.
const (
	startFlow    = "start"
	menuFlow     = "menu"
	helpFlow     = "hilfe"
	humanFlow    = "mensch"
	languageFlow = "sprache"
	endFlow      = "ende"
)

// Engine runs conversations over loaded content. It is read-only and safe for concurrent use.
type Engine struct {
	Set       *Set
	Catalogue Catalogue // nil: nothing can be looked up
	Desk      bool      // there are volunteers to hand over to: "desk" in conditions

	Keep Keep // how long the host keeps things; zero: not known

	// Secret, if not nil, recognises texts that must not be kept because they hold a PIN or the like, wherever they are typed. The engine itself
	// only recognises lone numbers in flows that are marked.
	Secret func(text string) bool

	// Visit, if not nil, is told of every step that is entered and every choice that is taken (then choice is its id): for
	// coverage. It must not change anything the engine sees.
	Visit func(at Ref, choice string)
}

// Advance is one turn of a conversation: what happened, and when. It is total and pure: whatever the session and the input are,
// it returns the next session and what to do, and the same arguments give the same answer.
func (e *Engine) Advance(s Session, in Input, now time.Time) (Session, []Effect) {
	t := &turn{Engine: e, s: s.clone(), now: now, in: in}
	t.s.Version = SessionVersion
	t.take(in)
	t.unanswered(s)
	return t.s, t.effects
}

// turn is the work of one Advance.
type turn struct {
	*Engine
	s       Session
	in      Input
	now     time.Time
	effects []Effect
	said    int        // index+1 of the message that the question's buttons go under; 0: none in this step
	due     *time.Time // the deadline that ran when the turn began
	alone   bool       // it was said already that nobody is there
	brief   bool       // the question was just read: repeating it needs only its last paragraph
	ownVars bool       // the variables are a copy of this turn's
	made    time.Time  // when the reminder comes that was made in this turn, or has come; zero: none
	noted   int        // index+1 of a note that the next message joins; 0: none
	also    []Offer    // further places, for the question that comes next
	unasked bool       // the question at hand was not put: its answer was there before
}

func (t *turn) emit(e Effect) { t.effects = append(t.effects, e) }

// take finds out what the input means and lets the conversation go on until it waits again.
func (t *turn) take(in Input) {
	switch in := in.(type) {
	case Start:
		t.start(in)
	case TimeUp:
		t.timeUp(in)
	case Reminded:
		t.reminded()
	case DeskClosed:
		t.deskClosed()
	case DeskResumed:
		t.deskResumed()
	case Sent:
		t.sent(in)
	case Located:
		t.located(in)
	case Tapped:
		t.tapped(in.ID)
	case Said:
		t.typed(in.Text)
	}
}

func (t *turn) start(in Start) {
	if in.Lang != "" {
		t.s.Proposed = t.Set.Texts.Match(in.Lang)
	}
	t.stopTalking()
	flow, step, _ := strings.Cut(in.Payload, "__")
	if t.Set.flow[flow] != nil && flow != serviceFlow && t.Set.Step(Ref{flow, step}) == nil { // a printed link outlives the step
		t.note("gone", nil)
		in.Payload, step = flow, ""
	}
	if ref := (Ref{flow, step}); in.Payload != "" && t.Set.Step(ref) != nil {
		t.leave()
		t.jump(ref)
		return
	}
	if flow == serviceFlow && step != "" {
		t.leave()
		if t.showService(step) {
			return
		}
	}
	t.s.Back = nil
	t.jump(Ref{Flow: startFlow})
}

// jump starts a flow from nowhere: what was called before is forgotten.
func (t *turn) jump(ref Ref) {
	t.s.Stack = []Frame{{Ref: ref}}
	t.run()
}

// leave remembers the question at hand, so that "back" finds it again.
func (t *turn) leave() {
	t.s.Misses = 0
	if len(t.s.Stack) > 0 && !t.unasked {
		t.s.remember()
	}
	t.unasked = false
}

// visitAside runs a flow and comes back to the question at hand.
func (t *turn) visitAside(flow string) {
	t.leave()
	if n := len(t.s.Stack); n > 0 {
		if t.s.Stack[n-1].Flow == flow {
			t.ask()
			return
		}
		t.s.Stack[n-1].Ask = true
	}
	t.s.Stack = append(t.s.Stack, Frame{Ref: Ref{Flow: flow}})
	t.run()
}

// run enters steps until one waits.
func (t *turn) run() {
	t.due = t.s.Deadline
	t.s.Offers, t.s.Aside, t.s.Deadline = nil, false, nil
	for range maxSteps {
		step := t.step()
		if step == nil {
			t.gone()
			return
		}
		if t.enter(step) {
			return
		}
	}
	at, _ := t.s.At()
	t.emit(Fault{"step-limit", at})
	t.apologise()
}

// step is where the session stands; nil if the content has no such step any more.
func (t *turn) step() *Step {
	ref, ok := t.s.At()
	if !ok {
		return nil
	}
	return t.Set.Step(ref)
}

func (t *turn) top() *Frame { return &t.s.Stack[len(t.s.Stack)-1] }

// enter carries out a step and reports whether the conversation now waits.
func (t *turn) enter(step *Step) bool {
	frame := t.top()
	asked := frame.Ask
	frame.Ref, frame.Ask = step.Ref, false
	if len(t.s.Stack) == 1 && !isReserved(step.Ref.Flow) {
		t.s.visit(cmp.Or(t.topic(), step.Ref.Flow))
	}
	t.visited(step.Ref, "")
	t.said = 0
	if !asked {
		t.assign(step.Set)
		t.do(step.Do)
	}
	late := step.Remind != nil && !asked && !t.remind(step)
	switch {
	case step.Handoff != nil && t.s.Ticket != nil:
		t.talk() // one ticket at a time: back to the open one
		return true
	case step.Handoff != nil && !t.Desk:
		return t.nobodyThere()
	}
	if !late {
		t.say(step, asked)
	}
	t.show(step, asked)
	switch {
	case step.Handoff != nil:
		t.handOff(step)
		return true
	case step.Waits():
		t.wait(step, asked)
		return true
	case step.Branch != nil:
		for _, arm := range step.Branch {
			if arm.When == nil || t.holds(arm.When) {
				return t.follow(arm.Goto)
			}
		}
	case step.Call != nil:
		t.retarget(step.Goto)
		t.s.Stack = append(t.s.Stack, step.Call.frame(Frame{}))
		return false
	}
	return t.follow(step.Goto)
}

func (t *turn) visited(at Ref, choice string) {
	if t.Visit != nil {
		t.Visit(at, choice)
	}
}

// do carries out an action, or has the host do it.
func (t *turn) do(action string) {
	switch action {
	case "":
	case doForgetReminders:
		t.s.Reminders = nil
		t.schedule()
	case doErase:
		t.emit(Do{action})
		t.erased()
	default:
		t.emit(Do{action})
	}
}

// erased forgets what the session knows but the place in the conversation and the language.
func (t *turn) erased() {
	keep := Session{Proposed: t.s.Lang(), Stack: t.s.Stack, Serial: t.s.Serial, Tapped: t.s.Tapped, Machine: t.s.Machine}
	t.s, t.ownVars = keep, false
}

// follow goes where a target says and reports whether the conversation now waits.
func (t *turn) follow(target *Target) bool {
	if target == nil {
		target = &Target{Ref: Ref{Flow: menuFlow}}
	}
	switch target.Kind {
	case ToBack:
		t.back()
		return true
	case ToReturn:
		t.pop()
	default:
		t.retarget(target)
	}
	return false
}

// pop returns to the caller, or to the menu where nobody called.
func (t *turn) pop() {
	t.s.Stack = t.s.Stack[:len(t.s.Stack)-1]
	if len(t.s.Stack) == 0 {
		t.s.Stack = []Frame{{Ref: Ref{Flow: menuFlow}}}
	}
	if !t.top().Ask {
		return
	}
	// Back from an aside such as help: what was asked there is no way to return to.
	for n := len(t.s.Back); n > 0; n-- {
		if mark := t.s.Back[n-1]; len(mark) < len(t.s.Stack) || len(mark) == len(t.s.Stack) && mark[len(mark)-1] != *t.top() {
			break
		}
		t.s.Back = t.s.Back[:n-1]
	}
}

// retarget lets the running flow go on elsewhere. The menu and the end forget the callers: nobody comes back from there.
func (t *turn) retarget(target *Target) {
	ref := target.Ref
	switch {
	case target.Kind == ToEnd:
		t.s.Ended = t.s.Stack[0].Flow // not a flow that was only called
		ref = Ref{Flow: endFlow}
		t.s.Stack = t.s.Stack[:1]
	case target.Kind == ToReturn:
		t.pop()
		return
	case ref.Flow == menuFlow:
		t.s.Stack = t.s.Stack[:1]
	}
	next := target.frame(*t.top())
	if next.Ref = ref; target.Kind == ToEnd || ref.Flow == menuFlow {
		next.Service = ""
	}
	*t.top() = next
}

// back returns to the question before.
func (t *turn) back() {
	for n := len(t.s.Back); n > 0; n = len(t.s.Back) {
		mark := t.s.Back[n-1]
		t.s.Back = t.s.Back[:n-1]
		if t.Set.Step(mark[len(mark)-1].Ref) == nil {
			continue // the content has changed; the question before that one may still be there
		}
		t.s.Stack = append([]Frame(nil), mark...)
		t.s.Misses = 0
		t.run()
		return
	}
	t.note("no_back", nil)
	t.ask()
}

// ask puts the question at hand once more.
func (t *turn) ask() {
	if len(t.s.Stack) == 0 {
		t.jump(Ref{Flow: menuFlow})
		return
	}
	t.top().Ask = true
	t.run()
}

// gone continues where the content has lost the step: at the flow's start, else in the menu.
func (t *turn) gone() {
	at, _ := t.s.At()
	t.emit(Fault{"step-gone", at})
	t.note("gone", nil)
	ref := Ref{Flow: at.Flow}
	if t.Set.Step(ref) == nil || at.Step == "" {
		ref = Ref{Flow: menuFlow}
	}
	t.s.Stack = []Frame{{Ref: ref}}
	if t.Set.Step(ref) == nil {
		t.s.Stack = nil // content without a menu is never loaded; a total function needs an answer all the same
		return
	}
	t.run()
}

// apologise ends a flow that runs in circles.
func (t *turn) apologise() {
	at, _ := t.s.At()
	t.note("fault", nil)
	t.s.Stack, t.s.Back = nil, nil
	if at.Flow != menuFlow {
		t.s.Stack = []Frame{{Ref: Ref{Flow: menuFlow}}}
		t.run()
	}
}

func (t *turn) timeUp(in TimeUp) {
	step := t.step()
	if in.Serial != t.s.Serial || t.s.Deadline == nil || t.now.Before(*t.s.Deadline) || step == nil || step.Wait == nil {
		return
	}
	t.emit(Answered{Serial: t.s.Serial})
	t.leave()
	if !t.follow(step.Wait.Goto) {
		t.run()
	}
}

// serial numbers buttons and timers; base 36 keeps button ids short.
func serial(n int) string { return strconv.FormatInt(int64(n), 36) }
