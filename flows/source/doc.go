// Package source reads the YAML files that staff edit and says in plain words what is wrong with them.
//
// [Parse] turns a file into nodes that remember where they stand. A [Shape] describes what a file may contain; the same
// description checks the nodes ([Shape.Check]), explains mistakes and becomes the JSON Schema that editors complete from
// ([Shape.JSONSchema]). All problems are [Diagnostics]: sorted, each with file, line and column, in German and English,
// with the likely fix, and all at once rather than one per run.
//
// Only a small part of YAML is accepted. Anchors, aliases, merge keys, tags and several documents in a file are refused:
// the content does not need them, and nobody who edits it should have to know them.
package source
