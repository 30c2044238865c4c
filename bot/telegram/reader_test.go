package telegram_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/flows"
)

// In the updates below, CHAT, FROM, ME and GROUP stand for these.
var parts = strings.NewReplacer(
	"CHAT", `"chat":{"id":7,"type":"private","first_name":"A"}`,
	"FROM", `"from":{"id":7,"is_bot":false,"first_name":"A","language_code":"tr"}`,
	"ME", `{"id":4242,"is_bot":true,"first_name":"Lotse","username":"LotseTestBot"}`,
	"GROUP", `"chat":{"id":-100123,"type":"supergroup","title":"Verein"}`,
)

const (
	message = "message"
	head    = `{"message_id":31,"date":1700000000,CHAT,FROM,`
	inGroup = `{"message_id":32,"date":1700000000,GROUP,FROM,`
)

func one(u bot.Update) []bot.Update {
	if u.Key == "" {
		u.Key = "tg:1001"
	}
	if u.Conversation == "" {
		u.Conversation = "tg:7"
	}
	if u.Lang == "" {
		u.Lang = "tr"
	}
	return []bot.Update{u}
}

func said(text string) []bot.Update {
	return one(bot.Update{Input: flows.Said{Text: text}, Message: "31"})
}

func start(payload string) []bot.Update {
	return one(bot.Update{Input: flows.Start{Payload: payload, Lang: "tr"}, Message: "31"})
}

func attached(kind flows.Attachment, file desk.File) []bot.Update {
	return one(bot.Update{Input: flows.Sent{Kind: kind}, Message: "31", Files: []desk.File{file}})
}

func with(updates []bot.Update, change func(*bot.Update)) []bot.Update {
	change(&updates[0])
	return updates
}

func edited(text string) []bot.Update {
	return one(bot.Update{Message: "31", Edited: &text})
}

var greeting = one(bot.Update{
	Key:          "tg:group:-100123",
	Conversation: "tg:-100123",
	Reply: &bot.Outbound{Message: &flows.Message{
		Text:  "Ich antworte nur im **privaten** Chat.",
		Lang:  "tr",
		Links: []flows.Button{{Label: "@LotseTestBot", URL: "https://t.me/LotseTestBot"}},
	}},
})

var incoming = []struct {
	name, kind, json string
	want             []bot.Update
}{
	{"text", message, head + `"text":"Hallo & <b>"}`, said("Hallo & <b>")},
	{"text that was forwarded", message, head + `"text":"Brief","forward_origin":{"type":"hidden_user","date":1,"sender_user_name":"X"}}`, said("Brief")},
	{"forwarded in a way that is not known yet", message, head + `"text":"Brief","forward_origin":{"type":"from_mars","date":1}}`, said("Brief")},
	{"by way of an inline bot", message, head + `"text":"Gif","via_bot":{"id":9,"is_bot":true,"first_name":"G"}}`, said("Gif")},
	{"reply to us", message, head + `"text":"ja","reply_to_message":{"message_id":3,"date":1,CHAT,"from":ME,"text":"?"}}`, with(said("ja"), func(u *bot.Update) { u.ReplyTo = "3" })},
	{"reply to us in a way that is not known yet", message, head + `"text":"ja","reply_to_message":{"message_id":3,"date":1,CHAT,"from":ME,"paid_media":{"star_count":1,"paid_media":[{"type":"hologram"}]}}}`,
		with(said("ja"), func(u *bot.Update) { u.ReplyTo = "3" })},
	{"reply to oneself", message, head + `"text":"ja","reply_to_message":{"message_id":3,"date":1,CHAT,FROM,"text":"?"}}`, said("ja")},
	{"command", message, head + `"text":"/menu","entities":[{"type":"bot_command","offset":0,"length":5}]}`, said("/menu")},
	{"command with our name", message, head + `"text":"/menu@lotsetestbot bitte"}`, said("/menu bitte")},
	{"command with another name", message, head + `"text":"/menu@OtherBot"}`, said("/menu@OtherBot")},
	{"mail address", message, head + `"text":"a@LotseTestBot"}`, said("a@LotseTestBot")},
	{"start", message, head + `"text":"/start"}`, start("")},
	{"start in capitals with our name", message, head + `"text":"/START@LotseTestBot"}`, start("")},
	{"deep link", message, head + `"text":"/start online-ausweis__pin_brief"}`, start("online-ausweis__pin_brief")},
	{"deep link that Telegram would not make", message, head + `"text":"/start {{evil}}"}`, start("")},
	{"starting is no start", message, head + `"text":"/starten"}`, said("/starten")},
	{"photo", message, head + `"photo":[{"file_id":"S","file_unique_id":"s","width":90,"height":90},{"file_id":"L","file_unique_id":"l","width":900,"height":900,"file_size":123},{"file_id":"M","file_unique_id":"m","width":300,"height":300}]}`,
		attached(flows.Photo, desk.File{Kind: desk.Photo, Handle: "L", MIME: "image/jpeg", Size: 123})},
	{"document", message, head + `"document":{"file_id":"D","file_unique_id":"d","file_name":"geheim.pdf","mime_type":"application/pdf","file_size":9}}`,
		attached(flows.Document, desk.File{Kind: desk.Document, Handle: "D", Name: "geheim.pdf", MIME: "application/pdf", Size: 9})},
	{"voice", message, head + `"voice":{"file_id":"V","file_unique_id":"v","duration":3,"mime_type":"audio/ogg","file_size":9}}`,
		attached(flows.Voice, desk.File{Kind: desk.Voice, Handle: "V", MIME: "audio/ogg", Size: 9})},
	{"video", message, head + `"video":{"file_id":"V","file_unique_id":"v","width":1,"height":1,"duration":3,"file_name":"a.mp4","mime_type":"video/mp4","file_size":9}}`,
		attached(flows.Other, desk.File{Kind: desk.Video, Handle: "V", Name: "a.mp4", MIME: "video/mp4", Size: 9})},
	{"video note", message, head + `"video_note":{"file_id":"V","file_unique_id":"v","length":1,"duration":3,"file_size":9}}`,
		attached(flows.Other, desk.File{Kind: desk.Video, Handle: "V", MIME: "video/mp4", Size: 9})},
	{"audio", message, head + `"audio":{"file_id":"A","file_unique_id":"a","duration":3,"file_name":"a.mp3","mime_type":"audio/mpeg","file_size":9}}`,
		attached(flows.Other, desk.File{Kind: desk.Document, Handle: "A", Name: "a.mp3", MIME: "audio/mpeg", Size: 9})},
	{"animation", message, head + `"animation":{"file_id":"A","file_unique_id":"a","width":1,"height":1,"duration":3,"mime_type":"video/mp4"},"document":{"file_id":"A","file_unique_id":"a"}}`,
		attached(flows.Other, desk.File{Kind: desk.Video, Handle: "A", MIME: "video/mp4"})},
	{"sticker", message, head + `"sticker":{"file_id":"K","file_unique_id":"k","type":"regular","width":1,"height":1,"is_animated":false,"is_video":false,"emoji":"👍"}}`,
		with(attached(flows.Sticker, desk.File{Kind: desk.Sticker}), func(u *bot.Update) { u.Caption = "👍" })},
	{"contact", message, head + `"contact":{"phone_number":"1","first_name":"B"}}`, attached(flows.Contact, desk.File{Kind: desk.Contact})},
	{"poll", message, head + `"poll":{"id":"1","question":"?","options":[],"total_voter_count":0,"is_closed":false,"is_anonymous":true,"type":"regular"}}`, attached(flows.Other, desk.File{Kind: desk.Other})},
	{"dice", message, head + `"dice":{"emoji":"🎲","value":3}}`, attached(flows.Other, desk.File{Kind: desk.Other})},
	{"something of tomorrow", message, head + `"hologram":{"depth":3}}`, attached(flows.Other, desk.File{Kind: desk.Other})},
	{"location", message, head + `"location":{"latitude":51.35,"longitude":11.99}}`, one(bot.Update{Input: flows.Located{Lat: 51.35, Lon: 11.99}, Message: "31"})},
	{"live location", message, head + `"location":{"latitude":51.35,"longitude":11.99,"live_period":900}}`, one(bot.Update{Input: flows.Located{Lat: 51.35, Lon: 11.99}, Message: "31"})},
	{"venue", message, head + `"location":{"latitude":1.5,"longitude":2},"venue":{"location":{"latitude":1.5,"longitude":2},"title":"T","address":"A"}}`, one(bot.Update{Input: flows.Located{Lat: 1.5, Lon: 2}, Message: "31"})},
	{"photo with words", message, head + `"photo":[{"file_id":"L","file_unique_id":"l","width":1,"height":1}],"caption":"Was ist das?"}`,
		with(attached(flows.Photo, desk.File{Kind: desk.Photo, Handle: "L", MIME: "image/jpeg"}), func(u *bot.Update) { u.Caption = "Was ist das?" })},
	{"album", message, head + `"media_group_id":"77","photo":[{"file_id":"L","file_unique_id":"l","width":1,"height":1}]}`,
		with(attached(flows.Photo, desk.File{Kind: desk.Photo, Handle: "L", MIME: "image/jpeg"}), func(u *bot.Update) { u.Album = "tg:album:7:77" })},
	{"no language", message, `{"message_id":31,"date":1,CHAT,"from":{"id":7,"is_bot":false,"first_name":"A"},"text":"x"}`, []bot.Update{{Key: "tg:1001", Conversation: "tg:7", Input: flows.Said{Text: "x"}, Message: "31"}}},
	{"pinned", message, head + `"pinned_message":{"message_id":3,"date":0,CHAT}}`, nil},
	{"timer of the chat", message, head + `"message_auto_delete_timer_changed":{"message_auto_delete_time":86400}}`, nil},
	{"by a bot", message, `{"message_id":31,"date":1,CHAT,"from":{"id":8,"is_bot":true,"first_name":"B"},"text":"x"}`, nil},
	{"edited", "edited_message", head + `"edit_date":1700000001,"text":"neu"}`, edited("neu")},
	{"edited words of a photo", "edited_message", head + `"edit_date":1700000001,"photo":[{"file_id":"L","file_unique_id":"l","width":1,"height":1}],"caption":"neu"}`, edited("neu")},
	{"words of a photo taken away", "edited_message", head + `"edit_date":1700000001,"photo":[{"file_id":"L","file_unique_id":"l","width":1,"height":1}]}`, edited("")},
	{"live location that moved", "edited_message", head + `"edit_date":1700000001,"location":{"latitude":51.35,"longitude":11.99,"live_period":900}}`, nil},
	{"edited in a group", "edited_message", inGroup + `"text":"neu @LotseTestBot"}`, nil},

	{"tap", "callback_query", `{"id":"q","chat_instance":"1",FROM,"data":"c4.x","message":{"message_id":5,"date":1700000000,CHAT,"from":ME,"text":"?"}}`, one(bot.Update{Callback: "q", Input: flows.Tapped{ID: "c4.x"}})},
	{"tap on something too old", "callback_query", `{"id":"q","chat_instance":"1",FROM,"data":"c4.x","message":{"message_id":5,"date":0,CHAT}}`, one(bot.Update{Callback: "q", Input: flows.Tapped{ID: "c4.x"}})},
	{"tap without a message", "callback_query", `{"id":"q","chat_instance":"1",FROM,"data":"c4.x","inline_message_id":"i"}`, one(bot.Update{Callback: "q", Input: flows.Tapped{ID: "c4.x"}})},
	{"tap without data", "callback_query", `{"id":"q","chat_instance":"1",FROM,"message":{"message_id":5,"date":1700000000,CHAT,"from":ME}}`, one(bot.Update{Callback: "q"})},
	{"tap on a message of tomorrow", "callback_query", `{"id":"q","chat_instance":"1",FROM,"data":"c4.x","message":{"message_id":5,"date":1,CHAT,"paid_media":{"star_count":1,"paid_media":[{"type":"hologram"}]}}}`, one(bot.Update{Callback: "q", Input: flows.Tapped{ID: "c4.x"}})},
	{"tap in a group", "callback_query", `{"id":"q","chat_instance":"1",FROM,"data":"c4.x","message":{"message_id":5,"date":1,GROUP,"from":ME}}`, one(bot.Update{Conversation: "tg:-100123", Callback: "q"})},

	{"blocked", "my_chat_member", `{CHAT,FROM,"date":1,"old_chat_member":{"status":"member","user":ME},"new_chat_member":{"status":"kicked","user":ME,"until_date":0}}`, one(bot.Update{Presence: bot.Left})},
	{"unblocked", "my_chat_member", `{CHAT,FROM,"date":1,"old_chat_member":{"status":"kicked","user":ME,"until_date":0},"new_chat_member":{"status":"member","user":ME}}`, one(bot.Update{Presence: bot.Returned})},
	{"added to a group", "my_chat_member", `{GROUP,FROM,"date":1,"old_chat_member":{"status":"left","user":ME},"new_chat_member":{"status":"member","user":ME}}`, greeting},
	{"removed from a group", "my_chat_member", `{GROUP,FROM,"date":1,"old_chat_member":{"status":"member","user":ME},"new_chat_member":{"status":"left","user":ME}}`, nil},
	{"added to a channel", "my_chat_member", `{"chat":{"id":-5,"type":"channel"},FROM,"date":1,"old_chat_member":{"status":"left","user":ME},"new_chat_member":{"status":"administrator","user":ME}}`, nil},
	{"a place in the chat of tomorrow", "my_chat_member", `{CHAT,FROM,"date":1,"old_chat_member":{"status":"member","user":ME},"new_chat_member":{"status":"hologram","user":ME}}`, nil},

	{"command in a group", message, inGroup + `"text":"/start@LotseTestBot"}`, greeting},
	{"bare start in a group", message, inGroup + `"text":"/start"}`, greeting},
	{"our name in a group", message, inGroup + `"text":"Fragt doch @lotsetestbot, der weiß das."}`, greeting},
	{"reply to us in a group", message, inGroup + `"text":"Danke","reply_to_message":{"message_id":3,"date":1,GROUP,"from":ME,"text":"?"}}`, greeting},
	{"talk in a group", message, inGroup + `"text":"Mahlzeit"}`, nil},
	{"photo in a group", message, inGroup + `"photo":[{"file_id":"L","file_unique_id":"l","width":1,"height":1}]}`, nil},
	{"we in a channel", message, `{"message_id":1,"date":1,"chat":{"id":-5,"type":"channel"},"text":"@LotseTestBot"}`, nil},
	{"another bot in a group", message, `{"message_id":1,"date":1,GROUP,"from":{"id":8,"is_bot":true,"first_name":"B"},"text":"/start@LotseTestBot"}`, nil},
}

func TestIncoming(t *testing.T) {
	for _, tc := range incoming {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				stop := w.receiving(t)
				synctest.Wait()
				w.pushJSON(t, tc.kind, tc.json)
				synctest.Wait()
				if diff := cmp.Diff(tc.want, w.updates()); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
				if left := w.Pending(); len(left) > 0 {
					t.Errorf("%v not acknowledged", left)
				}
				if err := stop(); err != nil {
					t.Error(err)
				}
				w.noProblems(t)
			})
		})
	}
}

func (w *world) pushJSON(t testing.TB, kind, text string) {
	t.Helper()
	var content map[string]any
	if err := json.Unmarshal([]byte(parts.Replace(text)), &content); err != nil {
		t.Fatal(err)
	}
	if w.Push(kind, content) == 0 {
		t.Fatalf("the channel does not want %s", kind)
	}
}

// Kinds that mean nothing to us are not even asked for.
func TestUnwantedKinds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		stop := w.receiving(t)
		synctest.Wait()
		for _, kind := range []string{"channel_post", "inline_query", "poll", "message_reaction", "chat_member", "business_message"} {
			if w.Push(kind, map[string]any{"chat": map[string]any{"id": 7}}) != 0 {
				t.Errorf("%s is asked for", kind)
			}
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// All items of an album share its key, and come in order, each with its own file.
func TestAlbum(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		stop := w.receiving(t)
		c := w.Citizen(7, "de")
		for i := range 4 {
			c.Send(map[string]any{"media_group_id": "77", "photo": []any{map[string]any{"file_id": fmt.Sprint("F", i), "file_unique_id": "u", "width": 1, "height": 1}}})
		}
		synctest.Wait()
		var handles []string
		messages := map[desk.MessageID]bool{}
		for _, u := range w.updates() {
			if u.Album != "tg:album:7:77" {
				t.Errorf("the album is %q", u.Album)
			}
			messages[u.Message] = true
			handles = append(handles, string(u.Files[0].Handle))
		}
		if diff := cmp.Diff([]string{"F0", "F1", "F2", "F3"}, handles); diff != "" || len(messages) != 4 {
			t.Errorf("%d messages; files, -want +got:\n%s", len(messages), diff)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}
