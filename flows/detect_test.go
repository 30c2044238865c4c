package flows_test

import (
	"strings"
	"testing"

	"github.com/digitaler-lotse/lotse/flows"
)

// What people write, in each language and in none of ours.
var written = map[string]string{
	"uk": `Де я можу зареєструвати місце проживання?
Мені потрібна допомога з паспортом
Я загубив посвідчення
Як отримати новий документ?
Добрий день, куди мені звернутися?
Я переїхала в Мерзебург
Потрібно записатися на прийом
Що робити, якщо забув PIN?
Не розумію німецької
Чи є хтось, хто говорить українською?
Мій син ще не має посвідчення
Скільки це коштує
Коли працює ратуша?
Можна українською?
Допоможіть, будь ласка
Дякую, це все`,
	"ru": `Где я могу зарегистрировать место жительства?
Мне нужна помощь с паспортом
Я потерял удостоверение
Как получить новый документ?
Здравствуйте, куда мне обратиться?
Я переехала в Мерзебург
Нужно записаться на приём
Что делать, если забыл PIN?
Не понимаю по-немецки
Есть кто-нибудь, кто говорит по-русски?
У моего сына ещё нет удостоверения
Сколько это стоит?
Когда работает ратуша?
Можно по-русски?
Помогите, пожалуйста
Спасибо, это всё`,
	"ar": `أين يمكنني تسجيل عنوان سكني؟
أحتاج مساعدة في جواز السفر
فقدت بطاقة الهوية
كيف أحصل على وثيقة جديدة؟
مرحبا، أين أذهب؟
انتقلت إلى Merseburg
أريد حجز موعد
نسيت رمز PIN ماذا أفعل
لا أفهم الألمانية
هل يتحدث أحد العربية؟
ابني ليس لديه بطاقة بعد
كم يكلف ذلك؟
متى تفتح البلدية؟
بالعربية من فضلك
ساعدوني
شكرا`,
	"pl": `Gdzie mogę się zameldować?
Potrzebuję pomocy z dowodem
Zgubiłem dowód osobisty
Jak dostać nowy dokument?
Dzień dobry, gdzie mam iść?
Przeprowadziłam się do Merseburga
Chcę umówić wizytę
Co zrobić, jak zapomniałem PIN?
Nie rozumiem po niemiecku
Czy ktoś mówi po polsku?
Mój syn nie ma jeszcze dowodu
Ile to kosztuje i gdzie
Kiedy jest otwarty urząd?
Czy można po polsku?
Proszę o pomoc
Dziękuję, to wszystko`,
	"en": `Where can I register my address?
I need help with my passport
I have lost my ID card
How do I get a new document?
Hello, where do I have to go?
I moved to Merseburg last week
I want to make an appointment
What do I do if I forgot the PIN?
I don't understand German
Does anybody speak English?
My son does not have an ID yet
How much is it?
When is the town hall open?
Can we do this in English?
Please help me
Thank you, that is all
I’m new in Germany`,
	"de": `Wo kann ich mich anmelden?
Ich brauche Hilfe mit dem Pass
Ich habe meinen Ausweis verloren
Wie bekomme ich ein neues Dokument?
Guten Tag, wo muss ich hin?
Ich bin nach Merseburg gezogen
Ich möchte einen Termin machen
Was mache ich, wenn die PIN weg ist?
Ich verstehe das nicht
Kann ich mit jemandem sprechen?
Mein Sohn hat noch keinen Ausweis
Wie viel kostet das?
Wann ist das Rathaus auf?
Geht das auch auf Deutsch?
Bitte helfen Sie mir
Danke, das ist alles`,
	"": `
Merseburg
06217
PIN
ok
Ausweis
Perso weg
help
No
42 Euro
Müller
😀😀
asdf qwer
Kimlik kartımı kaybettim
Où puis-je m'inscrire ?
من فارسی حرف می` + "\u200c" + `زنم و گواهی می` + "\u200c" + `خواهم
Я зрабіў памылку, ўсё
Москва
Hallo hello
Unde pot să mă înregistrez?
Къде мога да се регистрирам?
Je ne parle pas allemand
¿Dónde puedo registrarme mañana?`,
}

func TestLanguageOf(t *testing.T) {
	for want, lines := range written {
		all := strings.Split(lines, "\n")
		if len(all) < 15 {
			t.Errorf("only %d sentences for %q", len(all), want)
		}
		for _, text := range all {
			if got := flows.LanguageOf(text); got != want {
				t.Errorf("LanguageOf(%q) = %q, want %q", text, got, want)
			}
			if got := flows.LanguageOf(strings.ToUpper(text)); got != want && !strings.ContainsAny(text, "ß") {
				t.Errorf("LanguageOf(%q) = %q, want %q", strings.ToUpper(text), got, want)
			}
		}
	}
}
