package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// quiet is how long nothing must change before content is read again: editors save in several steps, and people save several files.
const quiet = 500 * time.Millisecond

// watch reads the content again when its files change. Good content is handed to use; broken content is reported, and what runs goes on.
func watch(ctx context.Context, c contentFlag, log *slog.Logger, use func(*loaded)) error {
	dir, err := filepath.Abs(c.Content)
	if err != nil {
		return fmt.Errorf("watch the content: %w", err)
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch the content: %w", err)
	}
	defer func() { _ = w.Close() }()
	if err := watchFolders(w, dir); err != nil {
		return err
	}
	settle := time.NewTimer(0)
	<-settle.C
	for {
		select {
		case <-ctx.Done():
			return nil
		case e := <-w.Events:
			if matters(dir, e.Name) {
				settle.Reset(quiet)
			}
		case err := <-w.Errors:
			log.Warn("content watch incomplete", "err", err)
			settle.Reset(quiet)
		case <-settle.C:
			if err := watchFolders(w, dir); err != nil { // new folders, or a folder that was replaced
				log.Error("content cannot be read; the last good version keeps running", "err", err)
				continue
			}
			reload(c, log, use)
		}
	}
}

// matters leaves out what lies beside the content, and what editors put beside its files: backups, locks and hidden files. Folders
// have no ending.
func matters(dir, name string) bool {
	if name == dir {
		return true // it was replaced
	}
	if filepath.Dir(name) == filepath.Dir(dir) {
		return false
	}
	base := filepath.Base(name)
	return !strings.HasPrefix(base, ".") && !strings.HasSuffix(base, "~") && (filepath.Ext(base) == "" || strings.HasPrefix(filepath.Ext(base), ".y"))
}

// watchFolders watches all folders of the content, and the one it lies in: whoever replaces the content as a whole, by renaming it or
// by a symbolic link, changes nothing inside.
func watchFolders(w *fsnotify.Watcher, dir string) error {
	if err := w.Add(filepath.Dir(dir)); err != nil {
		return fmt.Errorf("watch the content: %w", err)
	}
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return fmt.Errorf("watch the content: %w", err)
	}
	return filepath.WalkDir(real, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("watch the content: %w", err)
		}
		if !d.IsDir() {
			return nil
		}
		if err := w.Add(path); err != nil {
			return fmt.Errorf("watch the content: %w", err)
		}
		return nil
	})
}

func reload(c contentFlag, log *slog.Logger, use func(*loaded)) {
	next, err := sparing(func() (*loaded, error) { return load(c, time.Now()) })
	if err != nil {
		log.Error("content cannot be read; the last good version keeps running", "err", err)
		return
	}
	if bad := next.found.Errors(); len(bad) > 0 {
		log.Error("content has errors; the last good version keeps running", "errors", len(bad), "first", bad[0].At.String(), "rule", bad[0].Rule)
		if err := bad.WriteText(os.Stderr, next.files, "de"); err != nil {
			log.Warn("diagnostics lost", "err", err)
		}
		return
	}
	warnings := len(next.found)
	next.forget()
	use(next)
	debug.FreeOSMemory()
	log.Info("content reloaded", "flows", len(next.engine.Set.Flows()), "warnings", warnings)
}
