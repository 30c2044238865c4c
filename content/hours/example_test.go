package hours_test

import (
	"fmt"
	"time"

	"github.com/digitaler-lotse/lotse/content/hours"
)

func Example() {
	h, err := hours.Parse("Mo-Th 09:00-12:00,13:00-16:00; Fr 09:00-12:00; PH off")
	if err != nil {
		fmt.Println(err)
		return
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		fmt.Println(err)
		return
	}
	calendar, err := hours.NewCalendar("ST", berlin)
	if err != nil {
		fmt.Println(err)
		return
	}
	good := time.Date(2026, time.April, 2, 16, 30, 0, 0, berlin) // before Good Friday
	state, _ := h.At(calendar, good)
	next, _ := h.NextChange(calendar, good)
	fmt.Println(h.Render("de"))
	fmt.Println(state, "until", next.Format(time.RFC3339))
	// Output:
	// Mo–Do 9–12 und 13–16 Uhr, Fr 9–12 Uhr, feiertags geschlossen
	// closed until 2026-04-07T09:00:00+02:00
}

func ExampleError() {
	_, err := hours.Parse("Mo-Fr 8-18 Uhr")
	fmt.Println(err.(*hours.Error).Message("de"))
	// Output:
	// Eine Uhrzeit hat zwei Ziffern für die Stunde und zwei für die Minute, zum Beispiel 08:00. Meinten Sie „Mo-Fr 08:00-18:00“?
}
