package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// procfs reads a file of the process under /proc.
func (p *process) procfs(file string) (string, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", p.command.Process.Pid, file))
	if err != nil {
		return "", fmt.Errorf("this needs Linux: %w", err)
	}
	return string(text), nil
}

// memory is the resident memory now and the most it ever was, in MB.
func (p *process) memory() (now, peak float64, err error) {
	status, err := p.procfs("status")
	if err != nil {
		return 0, 0, err
	}
	return kilobytes(status, "VmRSS:") / 1000, kilobytes(status, "VmHWM:") / 1000, nil
}

// kilobytes reads a line of /proc/PID/status, which counts in units of 1,024 bytes; 0 where it isn't there.
func kilobytes(status, name string) float64 {
	_, rest, _ := strings.Cut(status, name)
	line, _, _ := strings.Cut(rest, "\n")
	n, _ := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(line, "kB")), 64)
	return n * 1.024
}

// cpu is the processor time that the process has used.
func (p *process) cpu() (time.Duration, error) {
	stat, err := p.procfs("stat")
	if err != nil {
		return 0, err
	}
	return ticks(stat), nil
}

// ticks adds the user and the system time of /proc/PID/stat: fields 14 and 15, in hundredths of a second. The second
// field is the program's name in brackets, and may hold anything.
func ticks(stat string) time.Duration {
	fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * 10 * time.Millisecond
}
