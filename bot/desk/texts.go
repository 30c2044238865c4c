package desk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// Messages to the citizen.
const (
	msgConsent           = "desk_consent"
	msgDeclined          = "desk_declined"
	msgPassedOn          = "desk_passed_on"
	msgQueue             = "desk_queue"
	msgUsual             = "desk_usual"
	msgOpenUntil         = "desk_open_until"
	msgAfterHours        = "desk_after_hours"
	msgAfterHoursUnknown = "desk_after_hours_unknown"
	msgBack              = "desk_back"
	msgTaken             = "desk_taken"
	msgStatusClosed      = "desk_status_closed"
	msgStatusTrouble     = "desk_status_trouble"
	msgTrouble           = "desk_trouble"
	msgTroubleOver       = "desk_trouble_over"
	msgNobody            = "desk_nobody"
	msgNobodyToday       = "desk_nobody_today"
	msgReturned          = "desk_returned"
	msgReleased          = "desk_released"
	msgReopened          = "desk_reopened"
	msgGoOn              = "desk_go_on"
	msgLeaving           = "desk_leaving"
	msgLeft              = "desk_left"
	msgClosed            = "desk_closed_rate"
	msgIdle              = "desk_idle"
	msgIdleClosed        = "desk_idle_closed"
	msgTooLate           = "desk_too_late"
	msgRatedSolved       = "desk_rated_solved"
	msgRatedUnsolved     = "desk_rated_unsolved"
	msgCommentNow        = "desk_comment_now"
	msgCommentThanks     = "desk_comment_thanks"
	msgHoldSecret        = "desk_hold_secret"
	msgHoldIBAN          = "desk_hold_iban"
	msgHoldTaxID         = "desk_hold_tax_id"
	msgHoldIDCard        = "desk_hold_id_card"
	msgHoldPhoto         = "desk_hold_photo"
	msgHoldSeveral       = "desk_hold_several"
	msgDropped           = "desk_dropped"
	msgHeldForgotten     = "desk_held_forgotten"
	msgTooBig            = "desk_too_big"
	msgKind              = "desk_kind"
	msgNotPassed         = "desk_not_passed"
	msgThreadLost        = "desk_thread_lost"

	msgToday    = "desk_time_today"
	msgTomorrow = "desk_time_tomorrow"
	msgDay      = "desk_time_day"
	msgFixed    = "desk_time_date"
	msgWeekdays = "desk_weekdays"
	msgDate     = "desk_date_layout"
	msgMinutes  = "desk_minutes"
	msgHours    = "desk_hours"
)

// Messages lists the ids of the texts that the desk needs from the content.
func Messages() []string {
	ids := []string{msgConsent, msgDeclined, msgPassedOn, msgQueue, msgUsual, msgOpenUntil, msgAfterHours, msgAfterHoursUnknown, msgBack, msgTaken, msgStatusClosed,
		msgStatusTrouble, msgTrouble, msgTroubleOver, msgNobody, msgNobodyToday, msgReturned, msgReleased, msgReopened, msgGoOn, msgLeaving, msgLeft, msgClosed, msgIdle,
		msgIdleClosed, msgTooLate, msgRatedSolved, msgRatedUnsolved, msgCommentNow, msgCommentThanks, msgHoldSecret, msgHoldIBAN, msgHoldTaxID, msgHoldIDCard,
		msgHoldPhoto, msgHoldSeveral, msgDropped, msgHeldForgotten, msgTooBig, msgKind, msgNotPassed, msgThreadLost, msgToday, msgTomorrow, msgDay, msgFixed, msgWeekdays, msgDate,
		msgMinutes, msgHours}
	for _, v := range verbs {
		ids = append(ids, v.label())
	}
	return ids
}

// holdText asks about what a message is held back for. A secret comes first: it decides what can be done.
func holdText(kinds []Kind) string {
	if slices.ContainsFunc(kinds, Kind.Secret) {
		return msgHoldSecret
	}
	if len(kinds) > 1 {
		return msgHoldSeveral
	}
	switch kinds[0] {
	case IBAN:
		return msgHoldIBAN
	case TaxID:
		return msgHoldTaxID
	case IDCard:
		return msgHoldIDCard
	default:
		return msgHoldPhoto
	}
}

// Render writes a text in a language, as Markdown of package richtext; in is the language that it exists in. Clock times are those of now's zone.
func (x Text) Render(texts *flows.Texts, lang string, now time.Time) (text, in string) {
	_, in = texts.Get(lang, x.ID, x.lookup(texts, lang, now))
	return texts.Get(in, x.ID, x.lookup(texts, in, now))
}

func (x Text) lookup(texts *flows.Texts, lang string, now time.Time) flows.Lookup {
	return func(name string) (string, bool) {
		if v, ok := x.Values[name]; ok {
			return richtext.Escape(v), true
		}
		if at, ok := x.Times[name]; ok {
			at = at.In(now.Location())
			return moment(texts, lang, relative(at, now), at), true
		}
		if at, ok := x.Times[strings.TrimSuffix(name, "_date")]; ok {
			return moment(texts, lang, msgFixed, at.In(now.Location())), true
		}
		if minutes, ok := x.Spans[name]; ok {
			return span(texts, lang, minutes), true
		}
		return "", false
	}
}

// RenderLines writes several texts as lines of one message; in is the language of the first.
func RenderLines(lines []Text, texts *flows.Texts, lang string, now time.Time) (text, in string) {
	out := make([]string, len(lines))
	for i, x := range lines {
		var l string
		out[i], l = x.Render(texts, lang, now)
		if i == 0 {
			in = l
		}
	}
	return strings.Join(out, "\n"), in
}

// relative is how people name a time: today and tomorrow by these words.
func relative(at, now time.Time) string {
	switch today := now.Format(time.DateOnly); today {
	case at.Format(time.DateOnly):
		return msgToday
	case at.AddDate(0, 0, -1).Format(time.DateOnly):
		return msgTomorrow
	}
	return msgDay
}

// moment writes a time in the form of a message.
func moment(texts *flows.Texts, lang, id string, at time.Time) string {
	layout, _ := texts.Get(lang, msgDate, nil)
	names, _ := texts.Get(lang, msgWeekdays, nil)
	weekdays := strings.Split(names, ",")
	text, _ := texts.Get(lang, id, func(name string) (string, bool) {
		switch name {
		case "clock":
			return at.Format("15:04"), true
		case "date":
			return at.Format(layout), true
		case "weekday":
			if len(weekdays) != 7 {
				return "", true
			}
			return strings.TrimSpace(weekdays[at.Weekday()]), true
		}
		return "", false
	})
	return text
}

// span names minutes, from an hour and a half on as hours.
func span(texts *flows.Texts, lang string, minutes int) string {
	id, n := msgMinutes, minutes
	if minutes >= 90 {
		id, n = msgHours, (minutes+30)/60
	}
	text, _ := texts.Count(lang, id, n, nil)
	return text
}

func itoa(n int) string { return strconv.Itoa(n) }
