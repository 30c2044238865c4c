// Package questions sorts the questions that Lotse did not understand, so that editors see what is asked often and in which words.
//
// Nobody reads a list of a thousand lines, and a hundred people ask the same thing in a hundred spellings. [Clusters] puts together what
// consists of nearly the same words, whatever their order, endings and typing errors. It is meant to be read by a person, who decides what
// becomes of it: two concerns in one cluster do less harm than one concern in ten.
package questions
