package search

// transliteration writes other scripts the way a German ear would spell them,
// so that "анмельдунг" meets "anmeldung". Arabic keeps its consonants only; the
// lexicon's Arabic words go through the same table, which is all that matters.
var transliteration = map[rune]string{
	'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", 'ı': "i", 'æ': "a", 'œ': "o", 'þ': "th", 'ð': "d",

	'а': "a", 'б': "b", 'в': "w", 'г': "g", 'ґ': "g", 'д': "d", 'е': "e", 'є': "je",
	'ж': "sch", 'з': "s", 'и': "i", 'і': "i", 'к': "k", 'л': "l", 'м': "m",
	'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "h",
	'ц': "z", 'ч': "tsch", 'ш': "sch", 'щ': "schtsch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e",
	'ю': "u", 'я': "ja", '\u2019': "", '\u02bc': "",

	'ا': "a", 'ٱ': "a", 'ب': "b", 'ت': "t", 'ث': "th", 'ج': "j",
	'ح': "h", 'خ': "kh", 'د': "d", 'ذ': "dh", 'ر': "r", 'ز': "z", 'س': "s", 'ش': "sh", 'ص': "s",
	'ض': "d", 'ط': "t", 'ظ': "z", 'ع': "a", 'غ': "gh", 'ف': "f", 'ق': "q", 'ك': "k", 'ک': "k",
	'گ': "g", 'ل': "l", 'م': "m", 'ن': "n", 'ه': "h", 'ة': "h", 'و': "w", 'ي': "y", 'ى': "y",
	'ی': "y", 'ء': "", 'پ': "p", 'چ': "tsch",

	'٠': "0", '١': "1", '٢': "2", '٣': "3", '٤': "4", '٥': "5", '٦': "6", '٧': "7", '٨': "8", '٩': "9",
}
