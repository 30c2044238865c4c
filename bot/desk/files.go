package desk

import (
	"slices"
	"strings"
)

// maxAlbum is how many files one album holds (Telegram's limit of sendMediaGroup).
const maxAlbum = 10

// picture reports whether the file may show an ID card.
func (f File) picture() bool {
	return f.Kind == Photo || f.Kind == Document && (strings.HasPrefix(f.MIME, "image/") || f.MIME == "application/pdf")
}

// refused says why a file cannot be passed on; "" if it can.
func (f File) refused(limit int64) Reason {
	switch {
	case !slices.Contains([]FileKind{Photo, Document, Voice, Video}, f.Kind):
		return ReasonKind
	case limit > 0 && f.Size > limit:
		return ReasonTooBig
	}
	return ""
}

// admit returns the files of a message that can be passed on, and tells the citizen about the others.
func (s *step) admit(h Held) []File {
	var admitted []File
	told := map[Reason]bool{}
	for _, f := range h.Files {
		if f.Kind == Sticker && h.Text != "" {
			continue // the text is the sticker's emoji
		}
		why := f.refused(s.r.MaxToAgents)
		switch {
		case why == "":
			admitted = append(admitted, f)
		case told[why]:
		case why == ReasonTooBig:
			s.say(Text{ID: msgTooBig, Values: map[string]string{"mb": itoa(int(s.r.MaxToAgents >> 20))}})
		default:
			s.say(Text{ID: msgKind})
		}
		told[why] = true
	}
	if told[ReasonTooBig] || told[ReasonKind] {
		s.thread(textFileMissing)
	}
	return admitted
}

// albums groups files that can travel together: neighbours of one kind.
func albums(files []File) [][]File {
	var out [][]File
	for _, f := range files {
		n := len(out)
		if n > 0 && len(out[n-1]) < maxAlbum && together(out[n-1][0].Kind, f.Kind) {
			out[n-1] = append(out[n-1], f)
			continue
		}
		out = append(out, []File{f})
	}
	return out
}

// together reports whether two kinds fit one album: pictures and films do, documents among themselves.
func together(a, b FileKind) bool {
	visual := func(k FileKind) bool { return k == Photo || k == Video }
	return visual(a) && visual(b) || a == Document && b == Document
}
