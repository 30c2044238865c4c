package main

import (
	"runtime"
	"testing"
	"time"
	"weak"

	"github.com/digitaler-lotse/lotse/flows/source"
)

// A service keeps the content and not the files that it was read from, which are larger.
func TestForget(t *testing.T) {
	l, err := load(contentFlag{}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]weak.Pointer[source.File]{}
	for name, f := range l.files {
		files[name] = weak.Make(f)
	}
	if len(files) < 100 {
		t.Fatalf("only %d files were read", len(files))
	}
	l.forget()
	runtime.GC()
	for name, f := range files {
		if f.Value() != nil {
			t.Errorf("%s is still held", name)
		}
	}
	runtime.KeepAlive(l)
}
