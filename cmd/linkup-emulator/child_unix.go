//go:build unix

package main

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// passedOn are the signals that a command gets when we do.
var passedOn = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGUSR1, syscall.SIGUSR2}

// prepare gives the command a process group of its own, so that what it leaves behind can be found. Not at a terminal: only
// one group at a time may read from it, and the shell stops and continues the one that it knows.
func (c *child) prepare(terminal bool) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: !terminal}
	endWithParent(c.SysProcAttr)
	adopt()
}

// pass gives a signal to the command and whom it has started. At a terminal they have had those of its keys.
func (c *child) pass(s os.Signal) {
	if c.SysProcAttr.Setpgid {
		_ = syscall.Kill(-c.Process.Pid, s.(syscall.Signal))
	} else if s != syscall.SIGINT && s != syscall.SIGQUIT {
		_ = c.Process.Signal(s)
	}
}

// end asks the command to end.
func (c *child) end() { c.pass(syscall.SIGTERM) }

// lookTime is how often it is looked at whether all have ended.
const lookTime = 10 * time.Millisecond

// endGroup ends what the command has left of its group: what does not end when it is told to is ended.
func (c *child) endGroup() {
	if !c.SysProcAttr.Setpgid {
		return
	}
	group := -c.Process.Pid
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL} {
		if errors.Is(syscall.Kill(group, s), syscall.ESRCH) || endsInTime(group) {
			return
		}
	}
}

// endsInTime waits for the end of a group, no longer than graceTime.
func endsInTime(group int) bool {
	grace, look := time.NewTimer(graceTime), time.NewTicker(lookTime)
	defer grace.Stop()
	defer look.Stop()
	for {
		bury(group)
		if errors.Is(syscall.Kill(group, 0), syscall.ESRCH) {
			return true
		}
		select {
		case <-look.C:
		case <-grace.C:
			return false
		}
	}
}

// signalOf is the signal that ended a process, or 0.
func signalOf(state *os.ProcessState) int {
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return int(status.Signal())
	}
	return 0
}
