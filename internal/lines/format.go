package lines

import (
	"log/slog"
	"strconv"
	"time"
)

// append appends a line; plain is false of one that slog has to write: with a text that would be quoted or escaped, or a
// value of another kind than those here.
func (h *Handler) append(dst []byte, at time.Time, message string, attrs []slog.Attr) (line []byte, plain bool) {
	at = at.Round(0) // without the monotonic clock, which slog leaves out too
	if h.format == JSON {
		return appendJSON(dst, at, message, attrs)
	}
	return appendText(dst, at, message, attrs)
}

func appendText(dst []byte, at time.Time, message string, attrs []slog.Attr) (line []byte, plain bool) {
	dst = append(dst, "time="...)
	dst = appendMillis(dst, at)
	dst = append(dst, " level=INFO msg="...)
	dst = append(dst, message...)
	plain = isPlain(message)
	for i := range attrs {
		dst = append(dst, ' ')
		dst = append(dst, attrs[i].Key...)
		dst = append(dst, '=')
		switch v := &attrs[i].Value; v.Kind() {
		case slog.KindString:
			dst = append(dst, v.String()...)
			plain = plain && isPlain(v.String())
		case slog.KindDuration:
			dst = append(dst, v.Duration().String()...)
		default:
			var ok bool
			dst, ok = appendNumber(dst, v)
			plain = plain && ok
		}
		plain = plain && isPlain(attrs[i].Key)
	}
	return append(dst, '\n'), plain
}

// appendMillis appends a time as slog.TextHandler does: RFC 3339 with three digits of a second's fraction.
func appendMillis(dst []byte, at time.Time) []byte {
	const whole = len("2006-01-02T15:04:05.000")
	start := len(dst)
	at = at.Truncate(time.Millisecond).Add(time.Millisecond / 10) // a fourth digit, as RFC3339Nano leaves zeros out
	dst = at.AppendFormat(dst, time.RFC3339Nano)
	return append(dst[:start+whole], dst[start+whole+1:]...)
}

func appendJSON(dst []byte, at time.Time, message string, attrs []slog.Attr) (line []byte, plain bool) {
	dst = append(dst, `{"time":"`...)
	dst = at.AppendFormat(dst, time.RFC3339Nano)
	dst = append(dst, `","level":"INFO","msg":"`...)
	dst = append(dst, message...)
	dst = append(dst, '"')
	plain = isPlain(message)
	for i := range attrs {
		dst = append(dst, `,"`...)
		dst = append(dst, attrs[i].Key...)
		dst = append(dst, `":`...)
		switch v := &attrs[i].Value; v.Kind() {
		case slog.KindString:
			dst = append(dst, '"')
			dst = append(dst, v.String()...)
			dst = append(dst, '"')
			plain = plain && isPlain(v.String())
		case slog.KindDuration:
			dst = strconv.AppendInt(dst, int64(v.Duration()), 10)
		default:
			var ok bool
			dst, ok = appendNumber(dst, v)
			plain = plain && ok
		}
		plain = plain && isPlain(attrs[i].Key)
	}
	return append(dst, "}\n"...), plain
}

// appendNumber appends what both formats write alike.
func appendNumber(dst []byte, v *slog.Value) (line []byte, ok bool) {
	switch v.Kind() {
	case slog.KindInt64:
		return strconv.AppendInt(dst, v.Int64(), 10), true
	case slog.KindBool:
		return strconv.AppendBool(dst, v.Bool()), true
	}
	return dst, false
}

// plainBytes are the bytes that neither format quotes or escapes.
var plainBytes = func() (set [256]bool) {
	for _, b := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:,;@+*~()[]{}!?#$%" {
		set[b] = true
	}
	return set
}()

// isPlain says that both formats write s as it is.
func isPlain(s string) bool {
	for i := range len(s) {
		if !plainBytes[s[i]] {
			return false
		}
	}
	return s != ""
}
