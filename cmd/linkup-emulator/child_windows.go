package main

import "os"

// passedOn is nothing: what is typed at a console reaches all of its programs by itself.
var passedOn []os.Signal

func (c *child) prepare(bool)   {}
func (c *child) pass(os.Signal) {}
func (c *child) endGroup()      {}

// end ends the command: it cannot be asked.
func (c *child) end() { _ = c.Process.Kill() }

// signalOf is 0: there are none.
func signalOf(*os.ProcessState) int { return 0 }
