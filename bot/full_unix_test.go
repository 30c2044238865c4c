//go:build unix

package bot_test

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
)

// noWrites makes every write to a file fail until the returned function is called, as on a full disk.
func noWrites(t *testing.T) (again func()) {
	t.Helper()
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	set := func(l syscall.Rlimit) {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &l); err != nil {
			t.Fatal(err)
		}
	}
	set(syscall.Rlimit{Cur: 0, Max: limit.Max})
	return func() { set(limit) }
}

// What was sent while the disk is full is not sent again: delivery waits until it can write that down.
func TestDiskFullAfterSending(t *testing.T) {
	const alone = "LOTSE_TEST_FULL_DISK"
	if os.Getenv(alone) == "" { // in a process of its own: the limit holds for all of it
		cmd := exec.Command(os.Args[0], "-test.run=^TestDiskFullAfterSending$")
		cmd.Env = append(os.Environ(), alone+"=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	run(t, bot.Config{}, func(r *rig) {
		var again func()
		r.answers(func(delivered) error {
			if again == nil {
				again = noWrites(t)
			}
			return nil
		})
		r.hand(note(citizen, "eins"))
		time.Sleep(time.Hour)
		if err := r.try(note(citizen, "zwei")); err == nil || !strings.Contains(err.Error(), "no room left") {
			t.Errorf("an update on a full disk: %v", err)
		}
		again()
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		r.hand(note(citizen, "drei"))
		r.want("eins", "drei")
	})
}
