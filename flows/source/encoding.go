package source

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxSize is far above any file that a person edits.
const maxSize = 5 << 20

// decode turns the bytes into text with "\n" as its only line end. Text in another encoding is reported and read as what it
// probably is, so that the other problems of the file are found in the same run.
func decode(name string, data []byte, ds *Diagnostics) string {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	text := string(data)
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		text = decodeUTF16(data[2:], binary.LittleEndian)
		reportUTF16(name, ds)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		text = decodeUTF16(data[2:], binary.BigEndian)
		reportUTF16(name, ds)
	case !utf8.ValidString(text):
		return decodeWindows(name, []byte(lineEnds(text)), ds)
	}
	return lineEnds(text)
}

func lineEnds(text string) string {
	if !strings.Contains(text, "\r") {
		return text
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}

func decodeUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

func reportUTF16(name string, ds *Diagnostics) {
	d := ds.Error("encoding", Span{File: name}, T("Die Datei ist als UTF-16 („Unicode“) gespeichert.", "The file is saved as UTF-16 (“Unicode”)."))
	d.Hint = hintUTF8()
}

func hintUTF8() Text {
	return T("Speichern Sie die Datei mit der Codierung UTF-8.", "Save the file with the encoding UTF-8.")
}

// Windows-1252 is what old programs write on German computers. Files that were pasted together are mixed, so each broken
// byte is translated by itself.
func decodeWindows(name string, data []byte, ds *Diagnostics) string {
	var b strings.Builder
	line, col, reported := 1, 1, false
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			r = windows1252(data[0])
			if !reported {
				reported = true
				d := ds.Error("encoding", Span{name, line, col, 1},
					T("Die Datei ist nicht als UTF-8 gespeichert. In Zeile %d steht wahrscheinlich „%c“.",
						"The file is not saved as UTF-8. Line %d probably has “%c” here.", line, r))
				d.Hint = hintUTF8()
			}
		}
		b.WriteRune(r)
		data = data[size:]
		col++
		if r == '\n' {
			line, col = line+1, 1
		}
	}
	return b.String()
}

// windows1252 is Latin-1 but for 32 characters: a table of all code pages, as x/text has it, is not worth its 100 kB.
func windows1252(b byte) rune {
	if b < 0x80 || b > 0x9f {
		return rune(b)
	}
	return []rune("€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ")[b-0x80]
}
