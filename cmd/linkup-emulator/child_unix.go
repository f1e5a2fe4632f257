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

// How long what a command left behind has to end after it was told to, and how often that is looked at.
const (
	graceTime = 2 * time.Second
	lookTime  = 10 * time.Millisecond
)

// endGroup ends what the command has left of its group.
func (c *child) endGroup() {
	if !c.SysProcAttr.Setpgid {
		return
	}
	group := -c.Process.Pid
	gone := func(s syscall.Signal) bool { return errors.Is(syscall.Kill(group, s), syscall.ESRCH) }
	if gone(syscall.SIGTERM) {
		return
	}
	grace, look := time.NewTimer(graceTime), time.NewTicker(lookTime)
	defer grace.Stop()
	defer look.Stop()
	for !gone(0) {
		select {
		case <-look.C:
		case <-grace.C:
			_ = syscall.Kill(group, syscall.SIGKILL)
			return
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
