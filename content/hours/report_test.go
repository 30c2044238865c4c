package hours_test

import (
	"encoding/json"
	"testing"

	"github.com/digitaler-lotse/lotse/content/hours"
	"github.com/google/go-cmp/cmp"
)

func TestReportJSON(t *testing.T) {
	c := calendar(t, "ST")
	tests := []struct{ expr, at, from, to, want string }{
		{`Mo-Fr 08:00-12:00; We 14:00-16:00 "nach Anmeldung"`, "2026-03-27 09:00", "2026-03-27 10:00", "2026-03-31", `{
			"state": "open",
			"comment": null,
			"next_change": "2026-03-27T12:00:00+01:00",
			"intervals": [
				{"from": "2026-03-27T10:00:00+01:00", "to": "2026-03-27T12:00:00+01:00", "state": "open", "comment": null},
				{"from": "2026-03-30T08:00:00+02:00", "to": "2026-03-30T12:00:00+02:00", "state": "open", "comment": null}
			]
		}`},
		{`Mo 08:00-12:00 || "Anruf genügt"`, "2026-03-02 13:00", "2026-03-02 11:00", "2026-03-02 14:00", `{
			"state": "unknown",
			"comment": "Anruf genügt",
			"next_change": "2026-03-09T08:00:00+01:00",
			"intervals": [
				{"from": "2026-03-02T11:00:00+01:00", "to": "2026-03-02T12:00:00+01:00", "state": "open", "comment": null},
				{"from": "2026-03-02T12:00:00+01:00", "to": "2026-03-02T14:00:00+01:00", "state": "unknown", "comment": "Anruf genügt"}
			]
		}`},
		{`off "Umbau"`, "2026-03-02 13:00", "2026-03-02", "2026-03-03", `{
			"state": "closed", "comment": "Umbau", "next_change": null, "intervals": []
		}`},
	}
	for _, tt := range tests {
		report := mustParse(t, tt.expr).Report(c, local(t, c, tt.at), local(t, c, tt.from), local(t, c, tt.to))
		data, err := json.Marshal(report)
		if err != nil {
			t.Fatal(err)
		}
		var got, want any
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(tt.want), &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.expr, diff)
		}
	}
}

func TestStateText(t *testing.T) {
	for _, s := range []hours.State{hours.Closed, hours.Open, hours.Unknown} {
		text, err := s.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var back hours.State
		if err := back.UnmarshalText(text); err != nil || back != s {
			t.Errorf("%s reads back as %v, %v", text, back, err)
		}
	}
	var s hours.State
	if err := s.UnmarshalText([]byte("ajar")); err == nil {
		t.Error("state ajar: no error")
	}
}

func TestIntervalsOfNoTime(t *testing.T) {
	c := calendar(t, "ST")
	at := local(t, c, "2026-03-02 09:00")
	if all := mustParse(t, "24/7").Intervals(c, at, at); len(all) != 0 {
		t.Errorf("from == to gives %v", all)
	}
	if all := mustParse(t, "24/7").Intervals(c, at, at.AddDate(0, 0, -1)); len(all) != 0 {
		t.Errorf("from after to gives %v", all)
	}
}
