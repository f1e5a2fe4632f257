package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"
)

// bareMode is the argument that makes this program the server that the emulator is held against.
const bareMode = "bare"

// serveBare answers every request with one fixed body, as plainly as net/http can: it reads the request, sets
// Content-Type and Content-Length, and writes. args are the status and the length of the body, which comes on stdin. The
// URL is the first line on stdout. It ends when stdin does, so it never outlives who started it.
func serveBare(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("%s: got %d arguments, want a status and a length", bareMode, len(args))
	}
	status, err := strconv.Atoi(args[0])
	if err != nil {
		return fmt.Errorf("%s: status: %w", bareMode, err)
	}
	length, err := strconv.Atoi(args[1])
	if err != nil {
		return fmt.Errorf("%s: length: %w", bareMode, err)
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(os.Stdin, body); err != nil {
		return fmt.Errorf("%s: read the body from stdin: %w", bareMode, err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("%s: %w", bareMode, err)
	}
	fmt.Printf("http://%s\n", listener.Addr())
	server := &http.Server{Handler: bare(status, body), ReadHeaderTimeout: 10 * time.Second}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		server.Close()
	}()
	if err := server.Serve(listener); err != http.ErrServerClosed {
		return fmt.Errorf("%s: %w", bareMode, err)
	}
	return nil
}

// bare is the handler of serveBare.
func bare(status int, body []byte) http.Handler {
	length := strconv.Itoa(len(body))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", length)
		w.WriteHeader(status)
		_, _ = w.Write(body) // who hung up reads nothing
	})
}
