package main

import "syscall"

// endWithParent makes a command end with us, even where we are killed and can do nothing about it.
func endWithParent(attributes *syscall.SysProcAttr) { attributes.Pdeathsig = syscall.SIGKILL }
