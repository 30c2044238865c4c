// Package gazetteer finds out which municipality a place belongs to: from a typed name or postcode, however it is spelt, or
// from coordinates.
//
// It also knows places outside the area it serves. They are never a result; they keep somebody from the next town from being
// taken for a resident because their town has a similar name or lies close to the border.
package gazetteer
