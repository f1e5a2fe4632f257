//go:build unix && !linux

package main

import "syscall"

// What Linux has alone.
func endWithParent(*syscall.SysProcAttr) {}
func adopt()                             {}
func bury(int)                           {}
