package hours

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/de"
)

// stateHolidays returns the public holidays of a state: those of the library,
// corrected where it departs from the law of the state.
func stateHolidays(state string) ([]*cal.Holiday, bool) {
	switch state {
	case "BB":
		// § 2 FTG Brandenburg names both Sundays; the library leaves them out.
		return with(de.HolidaysBB, easterOffset("Ostersonntag", 0), easterOffset("Pfingstsonntag", 49)), true
	case "BE":
		// § 1 Feiertagsgesetz Berlin makes two anniversaries holidays for one
		// year each.
		return with(de.HolidaysBE,
			once("Tag der Befreiung", 2025, time.May, 8),
			once("75. Jahrestag des Volksaufstands", 2028, time.June, 17)), true
	case "BW":
		return de.HolidaysBW, true
	case "BY":
		// Art. 1 FTG Bayern: Mariä Himmelfahrt where most people are Catholic,
		// which holds for most municipalities. Augsburg's Friedensfest is local.
		return with(de.HolidaysBY, de.MariaHimmelfahrt), true
	case "HB":
		return de.HolidaysHB, true
	case "HE":
		return de.HolidaysHE, true
	case "HH":
		return de.HolidaysHH, true
	case "MV":
		// § 2 FTG M-V names Women's Day since 2023; the library leaves it out.
		return with(de.HolidaysMV, since(2023, de.Frauentag)), true
	case "NI":
		return de.HolidaysNI, true
	case "NW":
		return de.HolidaysNW, true
	case "RP":
		return de.HolidaysRP, true
	case "SH":
		return de.HolidaysSH, true
	case "SL":
		return de.HolidaysSL, true
	case "SN":
		return de.HolidaysSN, true
	case "ST":
		return de.HolidaysST, true
	case "TH":
		return de.HolidaysTH, true
	}
	return nil, false
}

func with(list []*cal.Holiday, more ...*cal.Holiday) []*cal.Holiday {
	return append(list[:len(list):len(list)], more...)
}

func easterOffset(name string, days int) *cal.Holiday {
	return &cal.Holiday{Name: name, Offset: days, Func: cal.CalcEasterOffset}
}

func once(name string, year int, month time.Month, day int) *cal.Holiday {
	return &cal.Holiday{Name: name, Month: month, Day: day, StartYear: year, EndYear: year, Func: cal.CalcDayOfMonth}
}

func since(year int, h *cal.Holiday) *cal.Holiday {
	return h.Clone(&cal.Holiday{StartYear: year})
}

// commonName replaces names of the library that nobody uses.
func commonName(h *cal.Holiday) string {
	switch h.Name {
	case de.Neujahr.Name:
		return "Neujahr"
	case de.TagderArbeit.Name:
		return "Maifeiertag"
	case de.Frauentag.Name:
		return "Internationaler Frauentag"
	case de.Weihnachtstag.Name:
		return "1. Weihnachtstag"
	case de.ZweiterWeihnachtsfeiertag.Name:
		return "2. Weihnachtstag"
	}
	return h.Name
}

// The years whose holidays are computed ahead: a look-up then costs little
// instead of a computation for every holiday of the state.
const firstTableYear, lastTableYear = 1990, 2100

func holidayTable(list []*cal.Holiday) func(int, time.Month, int) (string, bool) {
	type key struct {
		year       int
		month, day int8
	}
	names := make(map[key]string, len(list)*(lastTableYear-firstTableYear+1))
	var days [lastTableYear - firstTableYear + 1][13]uint32 // a bit for each holiday of a month
	for year := firstTableYear; year <= lastTableYear; year++ {
		for _, h := range list {
			if t, _ := h.Calc(year); !t.IsZero() {
				names[key{year, int8(t.Month()), int8(t.Day())}] = commonName(h)
				days[year-firstTableYear][t.Month()] |= 1 << t.Day()
			}
		}
	}
	return func(year int, month time.Month, day int) (string, bool) {
		if firstTableYear <= year && year <= lastTableYear {
			if days[year-firstTableYear][month]&(1<<day) == 0 {
				return "", false
			}
			return names[key{year, int8(month), int8(day)}], true
		}
		for _, h := range list {
			if t, _ := h.Calc(year); !t.IsZero() && t.Month() == month && t.Day() == day {
				return commonName(h), true
			}
		}
		return "", false
	}
}
