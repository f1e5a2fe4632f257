package lines

import (
	"log/slog"
	"strconv"
	"time"
)

// append appends a line; plain is false of one that slog has to write: with a text that would be quoted or escaped, or a
// value of another kind than those here.
func (r *room) append(format Format, at time.Time, message string, attrs []slog.Attr) (line []byte, plain bool) {
	at = at.Round(0) // without the monotonic clock, which slog leaves out too
	if format == JSON {
		return appendJSON(r.line[:0], at, message, attrs)
	}
	return appendText(r.stamp.append(append(r.line[:0], "time="...), at), message, attrs)
}

// appendText appends what follows the time.
func appendText(dst []byte, message string, attrs []slog.Attr) (line []byte, plain bool) {
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

// stamp is the second of the newest line as text: the next is mostly of the same.
type stamp struct {
	second int64
	place  *time.Location // nil: there was no line yet
	text   []byte         // up to the second, with the point after it
	zone   []byte
}

// append appends a time as slog.TextHandler does: RFC 3339 with three digits of a second's fraction.
func (s *stamp) append(dst []byte, at time.Time) []byte {
	if second, place := at.Unix(), at.Location(); second != s.second || place != s.place {
		s.second, s.place = second, place
		s.text = at.AppendFormat(s.text[:0], "2006-01-02T15:04:05.")
		s.zone = at.AppendFormat(s.zone[:0], "Z07:00")
	}
	dst = append(dst, s.text...)
	millis := at.Nanosecond() / int(time.Millisecond)
	dst = append(dst, byte('0'+millis/100), byte('0'+millis/10%10), byte('0'+millis%10))
	return append(dst, s.zone...)
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
