package vendor

import (
	"context"
	"log/slog"
	"strconv"
	"strings"
	"time"
)

// record says what happened, in one line.
func (v *Vendor) record(x *exchange, a answer) {
	ctx := context.Background()
	if !v.Logger.Enabled(ctx, slog.LevelInfo) {
		return
	}
	line := make([]slog.Attr, 0, 20)
	line = append(line,
		slog.String("method", x.request.Method),
		slog.String("path", x.request.URL.Path),
		slog.Int("status", a.status))
	if a.err != nil {
		line = append(line, slog.String("error", string(a.err.Kind)))
	}
	if x.query.Mode != "" {
		start, end := x.query.Pages()
		line = append(line, slog.String("mode", string(x.query.Mode)), slog.String("pages", pageRange(start, end)))
	}
	line = append(line, slog.Int64("charged", x.charged))
	if x.account != nil {
		line = append(line, slog.Int64("left", x.left))
	}
	line = append(line, slog.Duration("duration", time.Since(x.began)))
	if x.key != "" {
		line = append(line, slog.String("key", x.key.Fingerprint()))
	}
	if x.query.LoginToken != "" {
		line = append(line, slog.String("cookie", x.query.LoginToken.Fingerprint()))
	}
	line = append(line, slog.String("request_id", x.id))
	line = x.scripted(line)
	if len(x.warnings) > 0 {
		line = append(line, slog.String("warnings", strings.Join(x.warnings, "; ")))
	}
	v.Logger.LogAttrs(ctx, slog.LevelInfo, "request", line...)
}

// scripted adds the scenario that spoke, and whether what the client got breaks the contract on purpose.
func (x *exchange) scripted(line []slog.Attr) []slog.Attr {
	if !x.spoken {
		return line
	}
	line = append(line, slog.String("scenario", x.decision.Scenario), slog.Int("step", x.decision.Step))
	if x.action().Deliberate() {
		line = append(line, slog.Bool("deliberate", true))
	}
	return line
}

func pageRange(start, end int64) string {
	return strconv.FormatInt(start, 10) + "-" + strconv.FormatInt(end, 10)
}
