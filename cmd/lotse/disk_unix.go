//go:build unix && !solaris && !netbsd

package main

import "syscall"

// freeSpace is how many bytes the service may still write to a folder; false if that cannot be known here.
func freeSpace(dir string) (int64, bool) {
	var s syscall.Statfs_t
	if syscall.Statfs(dir, &s) != nil {
		return 0, false
	}
	return int64(s.Bavail) * int64(s.Bsize), true
}
