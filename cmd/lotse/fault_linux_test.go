package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unsafe"
)

// limitFiles bounds how large a file of a running process may become; it needs no rights. Beyond it, every write fails as on a full
// disk, and what is lowered can be raised again.
func limitFiles(t *testing.T, s *service, bytes uint64) {
	t.Helper()
	limit := syscall.Rlimit{Cur: bytes, Max: ^uint64(0)}
	_, _, errno := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(s.cmd.Process.Pid), syscall.RLIMIT_FSIZE, uintptr(unsafe.Pointer(&limit)), 0, 0, 0)
	if errno != 0 {
		t.Fatalf("limit the size of files: %v", errno)
	}
}

// While the disk is full nothing is taken in and nothing is lost; the log says what to do, and then it goes on by itself.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	s := w.start()
	var all []*person
	for i := range 4 {
		p := &person{Citizen: w.Citizen(int64(7001+i), "de")}
		p.begin()
		all = append(all, p)
		w.await(t.Context(), func() bool { return w.answered(p) })
	}
	w.drained()
	limitFiles(t, s, 0)
	for _, p := range all {
		p.write()
		p.write()
	}
	w.awaitLog("there is no room left on the disk; nothing was changed, make room and it goes on")
	for _, p := range all {
		if w.answered(p) {
			t.Errorf("person %d got an answer that nobody could store", p.ID)
		}
	}
	if out := w.lotse("outbox"); !strings.Contains(out, "waiting: 0 ") {
		t.Errorf("outbox on a full disk: %s", out)
	}
	limitFiles(t, s, ^uint64(0))
	for _, p := range all {
		if !w.await(t.Context(), func() bool { return w.answered(p) }) {
			t.Fatal("it does not go on")
		}
	}
	s.stop()
	for _, p := range all {
		if repeats, err := w.compare(p); err != nil || len(repeats) > 0 {
			t.Errorf("%d repeats, %v", len(repeats), err)
		}
	}
	w.private("wort-")
}

// Files that cannot be written stop the start with a sentence.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	s := w.start()
	w.awaitLog(`"started"`)
	s.stop()
	nobody := &syscall.Credential{Uid: 65534, Gid: 65534}
	if os.Geteuid() == 0 { // for whom rights are no hindrance
		open(t, w.dir)
		w.as = nobody
	}
	data := filepath.Join(w.dir, "data")
	chmod(t, filepath.Join(data, "lotse.db"), 0o444)
	chmod(t, data, 0o555)
	t.Cleanup(func() { chmod(t, data, 0o755) })
	for _, c := range []struct{ data, want string }{
		{"data", "the data file cannot be written; check the rights of the file and whether the disk is mounted read-only"},
		{"data/below", "the data folder cannot be made"},
	} {
		if code := w.start("LOTSE_DATA=" + c.data).ends(); code != 1 {
			t.Errorf("%s: exit %d", c.data, code)
		}
		w.awaitLog(c.want)
	}
}

// open lets everybody reach a folder, from the temporary folder down.
func open(t *testing.T, dir string) {
	t.Helper()
	for ; dir != filepath.Clean(os.TempDir()) && dir != "/"; dir = filepath.Dir(dir) {
		chmod(t, dir, 0o755)
	}
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}
