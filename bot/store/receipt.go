package store

import "time"

// maxReceipts is how many questions of a conversation can still be edited; older ones keep their buttons.
const maxReceipts = 4

// Receipt is a question that was sent and can be edited.
type Receipt struct {
	Question int       `json:"-"`
	Receipt  string    `json:"receipt"` // what the channel said of it
	Sent     time.Time `json:"sent"`
	Body     []byte    `json:"-"` // what was sent, as the host encoded it
}

func receiptKey(id ConversationID, question int) []byte { return number(of(id), uint64(question)) }

// SaveReceipt keeps the receipt of a question, and of the conversation only the latest few.
func (t *Tx) SaveReceipt(id ConversationID, r Receipt) {
	t.put(bucketReceipt, receiptKey(id, r.Question), t.encode(r, r.Body))
	var keys [][]byte
	for k := range t.under(bucketReceipt, of(id)) {
		keys = append(keys, clone(k))
	}
	for _, k := range keys[:max(0, len(keys)-maxReceipts)] {
		t.delete(bucketReceipt, k)
	}
}

// Receipt returns the receipt of a question; false if it was not sent, is too old or was answered.
func (t *Tx) Receipt(id ConversationID, question int) (Receipt, bool) {
	v := t.bucket(bucketReceipt).Get(receiptKey(id, question))
	if v == nil {
		return Receipt{}, false
	}
	var r Receipt
	body, ok := decode(clone(v), &r)
	r.Question, r.Body = question, body
	return r, ok
}

// DropReceipt forgets the receipt of a question.
func (t *Tx) DropReceipt(id ConversationID, question int) {
	t.delete(bucketReceipt, receiptKey(id, question))
}
