package main

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// endWithParent makes a command end with us, even where we are killed and can do nothing about it.
func endWithParent(attributes *syscall.SysProcAttr) { attributes.Pdeathsig = syscall.SIGKILL }

// adopt makes us the parent of what commands leave behind. In a container nobody else may be there to bury it, and it
// would be a member of its group for ever.
func adopt() { _ = unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) }

// bury forgets those of a process group (its number, negative) that have ended.
func bury(group int) {
	for {
		if pid, err := syscall.Wait4(group, nil, syscall.WNOHANG, nil); pid <= 0 || err != nil {
			return
		}
	}
}
