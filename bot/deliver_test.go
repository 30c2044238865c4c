package bot_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/flows"
)

var errCause = errors.New("the other side said so")

func fails(kind bot.SendErrorKind) error {
	return &bot.SendError{Kind: kind, After: 7 * time.Second, Cause: errCause}
}

// note is an update that makes the channel say text in a conversation.
func note(to bot.ConversationID, text string) bot.Update {
	return bot.Update{Conversation: to, Reply: &bot.Outbound{Message: &flows.Message{Text: text}}}
}

// on answers with err for messages that hold mark, and with yes for all others.
func on(mark string, err error) func(delivered) error {
	return func(d delivered) error {
		if strings.Contains(d.String(), mark) {
			return err
		}
		return nil
	}
}

func TestTemporaryErrorsKeepTheOrder(t *testing.T) {
	for name, err := range map[string]error{"temporary": fails(bot.Temporary), "says nothing": errCause} {
		t.Run(name, func(t *testing.T) {
			run(t, bot.Config{}, func(r *rig) {
				var tries []time.Duration
				began := time.Now()
				r.answers(func(d delivered) error {
					if d.String() == "eins" {
						tries = append(tries, time.Since(began).Round(time.Second))
						if len(tries) < 5 {
							return err
						}
					}
					return nil
				})
				r.hand(note(citizen, "eins"))
				r.hand(note(citizen, "zwei"))
				r.hand(note("sim:other", "nebenan"))
				r.want("nebenan") // others do not wait
				time.Sleep(time.Minute)
				synctest.Wait()
				r.want("eins", "zwei")
				if gaps := tries[4] - tries[3]; gaps < 6*time.Second || gaps > 10*time.Second {
					t.Errorf("attempts at %v: want growing gaps of about 1, 2, 4, 8 s", tries)
				}
			})
		})
	}
}

func TestThrottledWaitsAsLongAsItIsTold(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.answers(on("eins", fails(bot.Throttled)))
		r.hand(note(citizen, "eins"))
		r.answers(nil)
		time.Sleep(6900 * time.Millisecond)
		r.want()
		time.Sleep(200 * time.Millisecond)
		synctest.Wait()
		r.want("eins")
	})
}

func TestRestartKeepsBackoff(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.answers(on("eins", fails(bot.Throttled)))
		r.hand(note(citizen, "eins"))
		r.answers(nil)
		r.restart()
		synctest.Wait()
		r.want()
		time.Sleep(7 * time.Second)
		synctest.Wait()
		r.want("eins")
	})
}

// A clock that was wrong must not silence anybody: what was tried "in the future" is due.
func TestClockSetBack(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		future := time.Now().Add(1000 * time.Hour)
		err := r.store.Update(func(tx *store.Tx) error {
			tx.Enqueue(store.Entry{Conversation: citizen, Lane: store.Messages, Tried: future, NotBefore: future.Add(time.Minute), Body: []byte(`{"message":{"text":"eins"}}`)})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		r.restart()
		synctest.Wait()
		r.want("eins")
	})
}

func TestGoneDropsWhatWaits(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		r.type_("Warten")
		r.got()
		r.answers(func(delivered) error { time.Sleep(time.Second); return fails(bot.Gone) })
		r.hand(note(citizen, "eins"))
		r.hand(note(citizen, "zwei"))
		time.Sleep(time.Minute)
		r.answers(nil)
		time.Sleep(time.Hour) // the time of the question is up: nobody is told
		r.want()
		r.view(func(tx *store.Tx) {
			if !tx.Left(citizen) || len(tx.Tracks()) != 0 {
				t.Errorf("left: %v, waiting: %v", tx.Left(citizen), tx.Tracks())
			}
		})
		r.hand(bot.Update{Presence: bot.Returned})
		r.hand(note(citizen, "drei"))
		r.want("drei")
		r.hand(bot.Update{Presence: bot.Left})
		r.hand(note(citizen, "vier"))
		r.want()
		r.type_("/start") // whoever writes is there
		r.want(hello)
	})
}

// An answer that says "gone" may be older than the citizen's return.
func TestGoneAfterReturn(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.answers(func(d delivered) error {
			if d.String() == "eins" && time.Since(d.at) == 0 {
				r.answers(nil)
				time.Sleep(time.Second)
				return fails(bot.Gone)
			}
			return nil
		})
		r.hand(note(citizen, "eins"))
		r.type_("/start")
		time.Sleep(time.Minute)
		r.want("eins", hello)
	})
}

func TestRefusedBecomesDeadLetter(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.answers(on("eins", fails(bot.Refused)))
		r.hand(note(citizen, "eins"))
		r.hand(note(citizen, "zwei"))
		r.want("zwei")
		dead := r.dead()
		if len(dead) != 1 || dead[0].Why != errCause.Error() || dead[0].Entry.Conversation != citizen {
			t.Fatalf("dead letters: %+v", dead)
		}
		r.answers(nil)
		ok, err := r.bot.Revive(r.t.Context(), dead[0].Entry.Number)
		synctest.Wait()
		if !ok || err != nil {
			t.Errorf("Revive: %v, %v", ok, err)
		}
		r.want("eins")
		if ok, _ := r.bot.Revive(r.t.Context(), 99); ok {
			t.Error("a letter that does not exist was revived")
		}
	})
}

func TestPanicInSendBecomesDeadLetter(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.answers(func(d delivered) error {
			if d.String() == "eins" {
				panic("GEHEIM")
			}
			return nil
		})
		r.hand(note(citizen, "eins"))
		r.hand(note(citizen, "zwei"))
		r.want("zwei")
		if dead := r.dead(); len(dead) != 1 || strings.Contains(dead[0].Why+r.log.String(), "GEHEIM") {
			t.Errorf("dead letters: %+v\nlog: %s", dead, r.log.String())
		}
	})
}

func TestForbiddenKeepsEverything(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		calls := 0
		r.answers(func(delivered) error { calls++; return fails(bot.Forbidden) })
		r.hand(note(citizen, "eins"))
		for range 20 {
			r.hand(note("sim:other", "zwei"))
		}
		if calls != 1 {
			t.Errorf("%d sends to a channel that refuses everything, want 1", calls)
		}
		if !strings.Contains(r.log.String(), `"level":"ERROR"`) {
			t.Error("the operator was not told")
		}
		r.answers(nil)
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if got := r.got(); len(got) != 21 || !slices.Contains(got, "eins") {
			t.Errorf("sent %q", got)
		}
	})
}

// What fails again and again while others go through is poison; in an outage nothing is given up.
func TestPoison(t *testing.T) {
	for _, outage := range []bool{false, true} {
		t.Run(fmt.Sprint("outage ", outage), func(t *testing.T) {
			run(t, bot.Config{}, func(r *rig) {
				mark := "eins"
				if outage {
					mark = ""
				}
				r.answers(on(mark, fails(bot.Temporary)))
				r.hand(note(citizen, "eins"))
				for i := range 60 {
					r.hand(note("sim:other", fmt.Sprint("nebenan ", i)))
					time.Sleep(30 * time.Second)
				}
				want := map[bool]int{false: 1, true: 0}[outage]
				if dead := r.dead(); len(dead) != want {
					t.Errorf("%d dead letters, want %d", len(dead), want)
				}
			})
		})
	}
}

func TestStuckMessageDoesNotHoldUpCallbacks(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.type_("/start")
		question := r.last().out.Message
		r.answers(func(d delivered) error {
			if d.out.Callback == nil {
				return fails(bot.Temporary)
			}
			return nil
		})
		r.hand(note(citizen, "steckt fest"))
		r.tap(question, "Tippen")
		if len(r.answered()) != 1 {
			t.Errorf("callbacks answered: %q", r.answered())
		}
	})
}

// An edit goes out together with the message behind it; what becomes of that message is not its business.
func TestEditIsDoneThoughTheNextMessageFails(t *testing.T) {
	for _, kind := range []bot.SendErrorKind{bot.Temporary, bot.Throttled, bot.Refused} {
		run(t, bot.Config{}, func(r *rig) {
			r.type_("/start")
			r.answers(on("Nummer 1", fails(kind)))
			r.type_("Tippen")
			r.answers(nil)
			time.Sleep(time.Minute)
			synctest.Wait()
			want := []string{hello, hello + " -> Tippen", "Nummer 1: getippt"}
			if kind == bot.Refused {
				want = want[:2]
			}
			r.want(want...)
		})
	}
}

func TestQuestionAnsweredBeforeItWasSent(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.answers(on("", fails(bot.Throttled)))
		r.type_("/start")
		r.type_("im Voraus")
		r.answers(nil)
		time.Sleep(8 * time.Second)
		synctest.Wait()
		first := r.sends()[0].out.Message
		if len(first.Choices)+len(first.Nav) > 0 {
			t.Errorf("the answered question still has its buttons: %+v", first)
		}
		if len(r.sends()[1].out.Message.Choices) == 0 {
			t.Error("the next question has no buttons")
		}
		r.want(hello, "Nummer 1: im Voraus")
	})
}

func TestQuestionAnsweredWhileItWasSent(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.answers(func(delivered) error { time.Sleep(5 * time.Second); return nil })
		r.type_("/start")
		time.Sleep(time.Second)
		r.type_("Tippen")
		time.Sleep(time.Minute)
		if first := r.sends()[0].out.Message; len(first.Choices) == 0 {
			t.Error("the first form had no buttons: the test does not show what it should")
		}
		r.want(hello, hello+" -> Tippen", "Nummer 1: getippt")
	})
}

func TestRateInAll(t *testing.T) {
	run(t, bot.Config{Rate: 30}, func(r *rig) {
		began := time.Now()
		for i := range 120 {
			r.hand(note(bot.ConversationID(fmt.Sprint("sim:", i)), "Rundruf"))
		}
		time.Sleep(10 * time.Second)
		if len(r.sends()) != 120 {
			t.Fatalf("%d messages sent, want 120", len(r.sends()))
		}
		for second := range 5 {
			from, to := time.Duration(second)*time.Second, time.Duration(second+1)*time.Second
			n := 0
			for _, d := range r.sends() {
				if at := d.at.Sub(began); at >= from && at < to {
					n++
				}
			}
			if n > 33 {
				t.Errorf("%d messages in second %d", n, second)
			}
		}
		if all := r.last().at.Sub(began); all > 4*time.Second {
			t.Errorf("120 messages took %v at 30 a second", all)
		}
	})
}

func TestRateOfAChat(t *testing.T) {
	run(t, bot.Config{ChatRate: 1}, func(r *rig) {
		r.type_("/start")
		for range 20 { // one who types fast gets answers as fast
			r.type_("schnell")
		}
		if n := len(r.got()); n != 41 {
			t.Errorf("%d of 41 answers at once", n)
		}
		time.Sleep(time.Minute)
		began := time.Now()
		r.type_("Warten")
		time.Sleep(11 * time.Minute)
		sends := r.sends()
		if len(sends) == 0 {
			t.Fatal("nothing was sent")
		}
		if late := sends[len(sends)-1].at.Sub(began); late > 10*time.Minute+time.Second {
			t.Errorf("the reminder came after %v: a burst must be possible", late)
		}
	})
}

func TestStopWaitsForSends(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.answers(func(delivered) error { time.Sleep(5 * time.Second); return nil })
		r.hand(note(citizen, "eins"))
		r.hand(note(citizen, "zwei"))
		r.restart()
		r.want("eins") // and no more
		time.Sleep(time.Minute)
		r.want("zwei")
	})
}

func TestStopIsBounded(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.answers(func(d delivered) error { <-d.ctx.Done(); return d.ctx.Err() })
		r.hand(note(citizen, "eins"))
		began := time.Now()
		r.restart()
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("stopping took %v", took)
		}
		r.answers(nil)
		time.Sleep(2 * time.Minute)
		r.want("eins")
	})
}

func TestChannelRefusedForGood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db, err := store.Open(t.TempDir()+"/lotse.db", store.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		b := bot.New(bot.Config{Store: db, Engine: content(t), Channels: []bot.Channel{revoked{}}})
		if err := b.Run(t.Context()); !errors.Is(err, errCause) {
			t.Errorf("Run: %v", err)
		}
	})
}

type revoked struct{}

func (revoked) Name() string { return "sim" }
func (revoked) Receive(context.Context, int64, func(context.Context, bot.Update) error) error {
	return errCause
}
func (revoked) Send(context.Context, bot.ConversationID, bot.Outbound) (bot.Receipt, error) {
	return "", nil
}

// On a full disk an update is not accepted, so that it comes again, and nothing else changes.
func TestFullDisk(t *testing.T) {
	run(t, bot.Config{}, func(r *rig) {
		r.opts.MaxSize = 1 << 20
		r.restart()
		r.type_("/start")
		r.got()
		var err error
		n := 0
		for ; err == nil && n < 10_000; n++ {
			err = r.try(bot.Update{Key: fmt.Sprint("long", n), Conversation: bot.ConversationID(fmt.Sprint("sim:", n)), Input: flows.Said{Text: strings.Repeat("lang ", 200)}})
		}
		if !errors.Is(err, store.ErrFull) {
			t.Fatalf("after %d updates: %v", n, err)
		}
		time.Sleep(time.Minute)
		r.opts.MaxSize = 0
		r.restart()
		r.got()
		u := bot.Update{Key: fmt.Sprint("long", n-1), Conversation: "sim:again", Input: flows.Said{Text: "/start"}}
		r.hand(u)
		time.Sleep(time.Hour)
		if got := r.got(); !slices.Contains(got, hello) {
			t.Errorf("the refused update was not taken later: %q", got)
		}
	})
}
