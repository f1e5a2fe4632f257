package emulator

import "time"

// Timeouts are how long a sender may take for its headers, and for all of its request.
func Timeouts(e *Emulator) (header, request time.Duration) {
	return e.server.http.ReadHeaderTimeout, e.server.http.ReadTimeout
}

// SetTimeouts changes them, before Start.
func SetTimeouts(e *Emulator, header, request time.Duration) {
	e.server.http.ReadHeaderTimeout, e.server.http.ReadTimeout = header, request
}
