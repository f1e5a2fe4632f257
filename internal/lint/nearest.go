package lint

import (
	"fmt"
	"strings"
)

// Unknown says that word is none of the known ones, with the nearest of them or else all.
func Unknown(what, word string, known []string) string {
	text := fmt.Sprintf("unknown %s %s", what, Quote(word))
	if near, ok := Nearest(word, known); ok {
		return fmt.Sprintf("%s (did you mean %q?)", text, near)
	}
	return text + ", want " + OneOf(known)
}

// OneOf is the words as a person lists them: a, b or c.
func OneOf(words []string) string { return listed(words, " or ") }

// AllOf is the words as a person lists them: a, b and c.
func AllOf(words []string) string { return listed(words, " and ") }

func listed(words []string, last string) string {
	switch n := len(words); n {
	case 0:
		return "nothing"
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + last + words[n-1]
	}
}

// Nearest is the known word that fewest slips of the finger lead to, if that is few for its length; the first of equals.
func Nearest(word string, known []string) (string, bool) {
	best, least := "", max(1, len([]rune(word))/3)+1
	for _, k := range known {
		if d := slips(strings.ToLower(word), strings.ToLower(k), least); d < least {
			best, least = k, d
		}
	}
	return best, best != ""
}

// slips counts the letters put in, left out, changed or swapped between a and b, as far as most.
func slips(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) >= most || len(y)-len(x) >= most {
		return most
	}
	var before, last []int
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, last, row = last, row, make([]int, len(y)+1)
		row[0] = i
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(y)]
}

// Quote shows a word of the file, not all of it if it is long.
func Quote(word string) string {
	const most = 40
	if r := []rune(word); len(r) > most {
		word = string(r[:most]) + "..."
	}
	return fmt.Sprintf("%q", word)
}
