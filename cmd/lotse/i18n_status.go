package main

import "github.com/digitaler-lotse/lotse/flows"

// statusCmd says how far each language has come.
type statusCmd struct {
	contentFlag
}

func (c statusCmd) Run(s streams) error {
	t, err := translationsOf(c.contentFlag, s)
	if err != nil {
		return err
	}
	flows.WriteStatus(s.out, t.Status())
	return nil
}

// translationsOf reads the message files of content without errors.
func translationsOf(c contentFlag, s streams) (*flows.Translations, error) {
	l, err := usable(c, s)
	if err != nil {
		return nil, err
	}
	t, found := flows.ReadTranslations(l.fsys, l.catalogue.Records())
	if found.Failed() { // an editor was faster than we are
		return nil, failure{exitFailed, "lotse: the content has errors; lotse check lists them"}
	}
	return t, nil
}
