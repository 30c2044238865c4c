package source

// ShapeKind is the kind of value that a shape describes.
type ShapeKind int

const (
	Any      ShapeKind = iota // whatever stands there
	Line                      // text of one line
	Prose                     // text, also of several lines
	Word                      // identifier: a lower case letter, then lower case letters, digits, "_" and "-"
	Number                    // number, within Min and Max
	Bool                      // true or false
	Date                      // YYYY-MM-DD, a day that exists
	URL                       // address that starts with https://
	Duration                  // such as 30m, 24h, 14d; see ParseDuration
	Sequence                  // list of Elem
	Object                    // map with the known Fields
	Dict                      // map with free keys, whose values are Elem
	OneOf                     // one of Alt
)

// Shape says what a YAML value may look like: one definition for checking, for messages and for the JSON Schema.
// Shapes may refer to themselves.
type Shape struct {
	Name   string // German noun for messages: "Schritt"
	NameEN string // English noun: "step"
	Doc    string // German sentences that editors show while typing
	Kind   ShapeKind

	Fields   []Field         // Object: the keys in the order of messages and schema
	Elem     *Shape          // Sequence: its items; Dict: its values; nil means Any
	KeyShape *Shape          // Dict: its keys, a Line or Word; nil means any text
	Enum     []string        // Line, Word: the allowed values; empty means any
	Min, Max *float64        // Number: bounds, included; nil means none
	Alt      []*Shape        // OneOf: the alternatives
	Pick     func(*Node) int // OneOf: the index of the alternative that a node is meant to be, -1 if none fits; nil: by kind
	Expect   Text            // what to say when nothing fits; zero: a general sentence
}

// Field is one key of an Object.
type Field struct {
	Key      string
	Shape    *Shape
	Required bool
	Doc      string // overrides Shape.Doc
}
