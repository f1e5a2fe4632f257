package contract

import "strings"

// A cookie or a key that looks real may have reached the emulator by mistake: it is served like any other, and warned of.
// What looks real is chosen, as the vendor documents no form of its keys: LinkedIn's cookies begin with AQED, and what a
// machine draws changes all the time between letters and digits, or small letters and capitals, as words and numbers do not.

// LooksReal says that the cookie may be somebody's: LinkedIn's own, or long and random. One that a login of the emulator
// handed out is not.
func (c Cookie) LooksReal() bool { return linkedIn(string(c)) || c.Owner() == c && random(string(c)) }

// LooksReal says that the key may be somebody's: long and random, or a LinkedIn cookie in the wrong place. A digest is not.
func (k APIKey) LooksReal() bool {
	return linkedIn(string(k)) || random(string(k)) && !strings.HasPrefix(string(k), DigestPrefix)
}

// Shown is the key itself or, of one that looks real, its fingerprint: what may be told to who holds the account.
func (k APIKey) Shown() string {
	if k.LooksReal() {
		return k.Fingerprint()
	}
	return string(k)
}

// HideReal is a path of segments, with those that look like a real cookie or key as a fingerprint.
func HideReal(path string) string {
	if len(path) < min(randomRun, linkedInLength) {
		return path
	}
	segments := strings.Split(path, "/")
	for i, s := range segments {
		segments[i] = APIKey(s).Shown()
	}
	return strings.Join(segments, "/")
}

const (
	linkedInPrefix = "AQED"
	linkedInLength = 16 // at least: a shorter one was made up
)

func linkedIn(s string) bool {
	return len(s) >= linkedInLength && strings.HasPrefix(s, linkedInPrefix)
}

// What random text is: randomRun letters and digits with nothing between them, which change at least so often in all, and
// so often in each half, and have a digit. Measured over what machines draw and what people write, by TestLooksReal: a
// UUID, whose parts are shorter, is what tests draw to tell themselves apart.
const (
	randomRun   = 20
	allChanges  = 6
	halfChanges = 2
	mostLooked  = 512 // bytes that are looked at: a cookie may have a million
)

func random(s string) bool {
	if len(s) < randomRun {
		return false
	}
	s = s[:min(len(s), mostLooked)]
	from := 0
	for i := range len(s) {
		if classOf(s[i]) == other {
			from = i + 1
		}
		if i+1-from >= randomRun && drawn(s[i+1-randomRun:i+1]) {
			return true
		}
	}
	return false
}

// drawn says that a run of randomRun letters and digits looks random.
func drawn(run string) bool {
	changes, first, digits := 0, 0, classOf(run[0]) == digit
	for i := 1; i < randomRun; i++ {
		before, now := classOf(run[i-1]), classOf(run[i])
		digits = digits || now == digit
		if before != now && !(before == capital && now == small) { // a capital begins a word
			changes++
		}
		if i == randomRun/2-1 {
			first = changes
		}
	}
	return digits && changes >= allChanges && first >= halfChanges && changes-first >= halfChanges
}

// class is what kind of character one is.
type class byte

const (
	other class = iota
	small
	capital
	digit
)

func classOf(c byte) class {
	switch {
	case 'a' <= c && c <= 'z':
		return small
	case 'A' <= c && c <= 'Z':
		return capital
	case '0' <= c && c <= '9':
		return digit
	}
	return other
}
