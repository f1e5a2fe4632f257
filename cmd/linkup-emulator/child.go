package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"runtime"
	"time"

	"github.com/mattn/go-isatty"
)

// The exit statuses of a command that did not run, as shells have them.
const (
	notFound   = 127
	notStarted = 126
)

// graceTime is how long what a command left behind has to end after it was told to.
const graceTime = 2 * time.Second

// child is a command that is to run.
type child struct{ *exec.Cmd }

// find is a command as it would be run, if it is there.
func (p *Program) find(words []string) (*child, error) {
	path, err := exec.LookPath(words[0])
	if err != nil {
		return nil, notRun(words[0], err)
	}
	c := exec.Command(path, words[1:]...)
	c.Args[0] = words[0]
	c.Stdin, c.Stdout, c.Stderr = p.Stdin, p.Stdout, p.Stderr
	if p.Environ != nil {
		c.Env = p.Environ()
	}
	return &child{c}, nil
}

// notRun says why a command did not run, with the exit status of a shell.
func notRun(word string, err error) error {
	var unknown *exec.Error
	if errors.As(err, &unknown) {
		err = unknown.Err
	}
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return &exitError{notFound, fmt.Errorf("run: %s: command not found", word)}
	case errors.Is(err, fs.ErrNotExist):
		return &exitError{notFound, fmt.Errorf("run: %s: no such file", word)}
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return &exitError{notStarted, fmt.Errorf("run: %s: cannot be run: %w", word, err)}
}

// run runs the command to its end and is its exit status: 128 and the signal where one ended it. What signals come
// meanwhile it gets; without signals, it is told to end when ctx is done. Nothing of its process group is left.
func (c *child) run(ctx context.Context, p *Program) (status int, err error) {
	runtime.LockOSThread() // whose end is the command's, where the system knows how
	defer runtime.UnlockOSThread()
	signals := make(chan os.Signal, 8)
	if p.Notify != nil {
		defer p.Notify(signals, passedOn...)()
	}
	c.prepare(isTerminal(p.Stdin))
	c.WaitDelay = graceTime // where output is no file, and what is left behind has it still
	if err := c.Start(); err != nil {
		return 0, notRun(c.Args[0], err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	stop := ctx.Done()
	if p.Notify != nil {
		stop = nil // the signal that ended it comes here
	}
	for {
		select {
		case s := <-signals:
			c.pass(s)
		case <-stop:
			stop = nil
			c.end()
		case err := <-ended:
			c.endGroup()
			return c.status(err)
		}
	}
}

// status is that of a command which has ended.
func (c *child) status(err error) (int, error) {
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && !errors.Is(err, exec.ErrWaitDelay) {
		return 0, fmt.Errorf("run: %s: %w", c.Args[0], err)
	}
	if n := signalOf(c.ProcessState); n != 0 {
		return 128 + n, nil
	}
	return c.ProcessState.ExitCode(), nil
}

func isTerminal(stdin any) bool {
	file, ok := stdin.(*os.File)
	return ok && file != nil && isatty.IsTerminal(file.Fd())
}
