package flows

import "cmp"

// serviceFlow shows the card of the service that was found, with what one can do next. It is called with a service: "leistung/wohngeld".
const serviceFlow = "leistung"

// Service is what a flow may ask about the service at hand.
type Service struct {
	Name   string // in the language asked for
	Local  bool   // who is responsible depends on the municipality
	Online bool   // it can be done online in the person's municipality
	Eid    bool   // online, it needs the online ID or is easier with it
	Places bool   // some place is known where it is done
}

// Names by which conditions and texts ask about the service at hand. They are unknown where there is none.
const (
	serviceVar       = "leistung" // its id; also where a step names a service
	serviceNameVar   = "leistung_name"
	serviceLocalVar  = "leistung_oertlich"
	serviceOnlineVar = "leistung_online"
	serviceEidVar    = "leistung_eid"
	servicePlacesVar = "leistung_stelle"
)

// service is the id of the service that the conversation is about: that of the running flow, else that of its callers; "" if none.
func (t *turn) service() string {
	for i := len(t.s.Stack) - 1; i >= 0; i-- {
		if id := t.s.Stack[i].Service; id != "" {
			return id
		}
	}
	return ""
}

// serviceNamed is the service that a step names, which may be the one at hand.
func (t *turn) serviceNamed(name string) string {
	if name == serviceVar {
		return t.service()
	}
	return name
}

// serviceValue answers the names that stand for the service at hand; ok is false for other names and without a service.
func (t *turn) serviceValue(name string) (v any, ok bool) {
	switch name {
	case serviceVar, serviceNameVar, serviceLocalVar, serviceOnlineVar, serviceEidVar, servicePlacesVar:
	default:
		return nil, false
	}
	id := t.service()
	if id == "" || t.Catalogue == nil {
		return nil, false
	}
	s, ok := t.Catalogue.Service(id, t.s.Lang(), t.about())
	if !ok {
		return nil, false
	}
	return map[string]any{serviceVar: id, serviceNameVar: s.Name, serviceLocalVar: s.Local, serviceOnlineVar: s.Online, serviceEidVar: s.Eid, servicePlacesVar: s.Places}[name], true
}

// showService starts the flow about a service; false if the content has no such flow or the catalogue no such service.
func (t *turn) showService(id string) bool {
	if t.Catalogue == nil || t.Set.Step(Ref{Flow: serviceFlow}) == nil {
		return false
	}
	if _, ok := t.Catalogue.Service(id, t.s.Lang(), t.about()); !ok {
		return false
	}
	t.s.Stack = []Frame{{Ref: Ref{Flow: serviceFlow}, Service: id}}
	t.run()
	return true
}

// topic is the entry of the path for a talk about a service; "" for any other talk.
func (t *turn) topic() string {
	if top := t.top(); top.Flow == serviceFlow && top.Service != "" {
		return serviceFlow + "/" + top.Service
	}
	return ""
}

// serviceOf tells "leistung/wohngeld" from a step of the flow.
func (l *linker) serviceOf(ref Ref) (string, bool) {
	f := l.set.flow[serviceFlow]
	return ref.Step, ref.Flow == serviceFlow && ref.Step != "" && f != nil && f.step[ref.Step] == nil
}

// frame is the frame that a target begins. The service stays the one at hand unless the target names another.
func (target *Target) frame(old Frame) Frame {
	return Frame{Ref: target.Ref, Service: cmp.Or(target.Service, old.Service)}
}
