package loopback

import (
	"io"
	"sync"
	"syscall"
)

// capacity is how many bytes may be on their way in one direction: about what a socket's buffers hold.
const capacity = 256 << 10

// stream is one direction of a connection.
type stream struct {
	mu        sync.Mutex // guards the next four
	held      []byte     // written and not yet read, from read on
	read      int
	end       error // what is read after held; nil: there is more to come
	abandoned bool  // nobody will read

	readable, writable chan struct{} // hold a sign when it may be worth to look
}

func newStream() *stream {
	return &stream{readable: make(chan struct{}, 1), writable: make(chan struct{}, 1)}
}

func signal(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// take reads what there is; nothing and no error where there is nothing yet.
func (s *stream) take(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := copy(p, s.held[s.read:])
	if s.read += n; s.read == len(s.held) {
		s.held, s.read = s.held[:0], 0
	}
	if n > 0 {
		signal(s.writable)
	}
	if len(s.held) > 0 || s.end != nil {
		signal(s.readable) // for whoever else reads
	}
	if n == 0 && len(s.held) == 0 {
		return 0, s.end
	}
	return n, nil
}

// put writes as much as there is room for.
func (s *stream) put(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.abandoned || s.end != nil {
		signal(s.writable)
		return 0, syscall.EPIPE
	}
	room := capacity - (len(s.held) - s.read)
	n := min(room, len(p))
	if s.read > 0 && len(s.held)+n > capacity {
		s.held, s.read = s.held[:copy(s.held, s.held[s.read:])], 0
	}
	s.held = append(s.held, p[:n]...)
	if n > 0 {
		signal(s.readable)
	}
	if n < room {
		signal(s.writable) // for whoever else writes
	}
	return n, nil
}

// finish says what is read at the end; a reset drops what is on its way. The first word stands, but for a reset.
func (s *stream) finish(end error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if end != io.EOF {
		s.held, s.read = nil, 0
	} else if s.end != nil {
		return
	}
	s.end = end
	signal(s.readable)
}

// abandon says that nobody will read any more.
func (s *stream) abandon() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.abandoned, s.held, s.read = true, nil, 0
	signal(s.writable)
}
