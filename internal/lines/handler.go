// Package lines writes a log of many lines, as log/slog writes it to the byte, for a fraction of the time.
package lines

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"time"
)

// Format is how a line is written: as slog.TextHandler or as slog.JSONHandler does.
type Format int

// The formats.
const (
	Text Format = iota
	JSON
)

// Handler is the slog.Handler of a Writer. What is a warning or worse is written at once, with all that waited. It may be
// used from many goroutines.
type Handler struct {
	slog.Handler // of any Record
	format       Format
	to           *Writer
	rooms        sync.Pool // of *room
}

// NewHandler is a Handler of the records of at least that level.
func NewHandler(to *Writer, format Format, level slog.Level) *Handler {
	h := &Handler{Handler: slogHandler(to, format, level), format: format, to: to}
	h.rooms.New = func() any { return new(room) }
	return h
}

func slogHandler(to io.Writer, format Format, level slog.Level) slog.Handler {
	options := &slog.HandlerOptions{Level: level}
	if format == JSON {
		return slog.NewJSONHandler(to, options)
	}
	return slog.NewTextHandler(to, options)
}

// Handle writes r.
func (h *Handler) Handle(ctx context.Context, r slog.Record) error {
	err := h.Handler.Handle(ctx, r)
	if r.Level >= slog.LevelWarn {
		h.to.Flush()
	}
	return err
}

// HandleLine is Handle of a record of these parts at LevelInfo, which is made only where the line has something that is
// not plain. Whether it is enabled was asked before; the attributes are not kept.
func (h *Handler) HandleLine(at time.Time, message string, attrs []slog.Attr) error {
	r := h.rooms.Get().(*room)
	defer h.rooms.Put(r)
	line, plain := r.append(h.format, at, message, attrs)
	r.line = line
	if plain {
		_, err := h.to.Write(line)
		return err
	}
	record := slog.NewRecord(at, slog.LevelInfo, message, 0)
	record.AddAttrs(attrs...)
	return h.Handle(context.Background(), record)
}

// room is where a line is made, lent from one to the next.
type room struct {
	line  []byte
	stamp stamp
}
