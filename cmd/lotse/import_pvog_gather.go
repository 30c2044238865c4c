package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/content/pvog"
)

// pvogPages is how many pages of a list are read; whatever has more is no list of one municipality.
const pvogPages = 60

// pvogPage is how many services a page has; others have been seen to ask for as many.
const pvogPage = 20

// gather asks for everything about the services with some keys, and for the offices responsible for them.
func (a *pvogAsker) gather(ctx context.Context, keys []string, all bool) (pvog.Fetched, error) {
	f := pvog.Fetched{Municipality: a.where}
	offices := map[string]bool{}
	for _, key := range keys {
		s, ok, err := a.service(ctx, key)
		if err != nil {
			return f, &leikaError{key, err}
		}
		if !ok {
			f.Missing = append(f.Missing, key)
			continue
		}
		f.Services = append(f.Services, s)
		for _, ref := range s.Offices {
			if offices[ref.ID] {
				continue
			}
			offices[ref.ID] = true
			o, ok, err := a.office(ctx, ref.ID)
			if err != nil {
				return f, err
			}
			if ok {
				f.Offices = append(f.Offices, o)
			}
		}
	}
	if all {
		list, err := a.list(ctx, "/v7/servicedescriptions/"+a.where.ARS, url.Values{})
		if err != nil {
			return f, err
		}
		f.Listed = list
	}
	return f, nil
}

// leikaError is an error of one service, which may be left out.
type leikaError struct {
	key string
	err error
}

func (e *leikaError) Error() string { return "LeiKa " + e.key + ": " + e.err.Error() }
func (e *leikaError) Unwrap() error { return e.err }

// service finds a service by its key; false if the PVOG has none here.
func (a *pvogAsker) service(ctx context.Context, key string) (s pvog.Service, ok bool, err error) {
	area := url.Values{"ars": {a.where.ARS}, "validDate": {a.now.Format(time.DateOnly)}}
	query := maps.Clone(area)
	query.Set("leikaIds", key)
	found, err := a.list(ctx, "/v3/servicedescriptions/leikaid", query)
	if err != nil || len(found) == 0 {
		return s, false, err
	}
	id := found[0].ID // the interface puts the one that counts for the area first
	path := "/v6/servicedescriptions/" + url.PathEscape(id) + "/detail"
	data, err := a.get(ctx, path, area)
	if errors.Is(err, errNotThere) {
		return s, false, nil
	}
	if err == nil {
		s, err = pvog.ReadService(data, a.deviations)
	}
	if err != nil {
		return s, false, fmt.Errorf("service %s: %w", id, err)
	}
	s.Source = a.base + path + "?ars=" + a.where.ARS
	switch {
	case len(s.LeiKa) == 0:
		s.LeiKa = []string{key}
	case !slices.Contains(s.LeiKa, key):
		return s, false, fmt.Errorf("service %s: der Dienst antwortet mit einer anderen Leistung (%s, LeiKa %s)", id, s.Name, strings.Join(s.LeiKa, ", "))
	}
	if s.Offices, err = a.responsible(ctx, id); err != nil {
		return s, false, err
	}
	for i, o := range s.Online {
		if o.URL != "" || o.ID == "" {
			continue
		}
		if s.Online[i].URL, err = a.online(ctx, o.ID); err != nil {
			return s, false, err
		}
	}
	return s, true, nil
}

// list reads all pages of a list of services.
func (a *pvogAsker) list(ctx context.Context, path string, query url.Values) ([]pvog.Ref, error) {
	var out []pvog.Ref
	for page := range pvogPages {
		query := maps.Clone(query)
		query.Set("size", strconv.Itoa(pvogPage))
		query.Set("page", fmt.Sprint(page))
		data, err := a.get(ctx, path, query)
		if errors.Is(err, errNotThere) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		p, err := pvog.ReadPage(data, a.deviations)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if !p.Counted && len(p.Services) >= pvogPage {
			a.deviations.Note(path, "ob es eine weitere Seite gibt, steht nicht in der Antwort")
		}
		if out = append(out, p.Services...); !p.More {
			return out, nil
		}
	}
	return nil, fmt.Errorf("%s: mehr als %d Seiten", path, pvogPages)
}

func (a *pvogAsker) responsible(ctx context.Context, service string) ([]pvog.Ref, error) {
	data, err := a.get(ctx, "/v2/organisationunits/titles", url.Values{"ars": {a.where.ARS}, "lbId": {service}})
	if errors.Is(err, errNotThere) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	refs, err := pvog.ReadOffices(data, a.deviations)
	if err != nil {
		return nil, fmt.Errorf("offices for %s: %w", service, err)
	}
	return refs, nil
}

func (a *pvogAsker) office(ctx context.Context, id string) (o pvog.Office, ok bool, err error) {
	query := url.Values{"q": {id}}
	data, err := a.get(ctx, "/v5/organisationunits/detail", query)
	if errors.Is(err, errNotThere) {
		return o, false, nil
	}
	if err == nil {
		o, err = pvog.ReadOffice(data, a.deviations)
	}
	if err != nil {
		return o, false, fmt.Errorf("office %s: %w", id, err)
	}
	o.Source = a.base + "/v5/organisationunits/detail?" + query.Encode()
	return o, true, nil
}

// online finds the link of an online service; "" if there is none.
func (a *pvogAsker) online(ctx context.Context, id string) (string, error) {
	data, err := a.get(ctx, "/v2/onlineservices/detail", url.Values{"q": {id}})
	if errors.Is(err, errNotThere) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	o, err := pvog.ReadOnline(data, a.deviations)
	if form, ok := errors.AsType[*pvog.FormError](err); ok {
		a.deviations.Note(form.Path, "kein Link")
		return "", nil
	}
	return o.URL, err
}
