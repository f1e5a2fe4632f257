package network

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// token is a kind of word in a headline.
type token uint8

const (
	literal token = iota // written as it stands
	title                // what one is at a company, in the language of the place
	trade                // what one is without a company
	role                 // what one is at a company, in the English of business
	company
	ex     // a company that one boasts of having left
	seller // a role in business
	maker  // a role in engineering
	market // what a seller is good at
	tool   // what a maker is good at
	habit  // what anybody is good at
	emoji
	study
	school
	city
	slogan
	tokens
)

var tokenNames = map[string]token{
	"title": title, "trade": trade, "role": role, "seller": seller, "maker": maker, "company": company, "ex": ex, "market": market,
	"tool": tool, "habit": habit, "emoji": emoji, "study": study, "school": school, "city": city, "slogan": slogan,
}

// word is a text, once for each gender.
type word [genders]string

// newWord writes out a text in which {m|f} stands for what the genders write differently.
func newWord(text string) word {
	if !strings.Contains(text, "{") {
		return word{text, text}
	}
	var w word
	for {
		before, rest, found := strings.Cut(text, "{")
		m, f := before, before
		if found {
			var ends string
			ends, text, _ = strings.Cut(rest, "}")
			he, she, _ := strings.Cut(ends, "|")
			m, f = m+he, f+she
		}
		w[masculine] += m
		w[feminine] += f
		if !found {
			return w
		}
	}
}

func newWords(table string) []word {
	var out []word
	for _, text := range list(table) {
		out = append(out, newWord(text))
	}
	return out
}

// piece is a stretch of a shape: a literal text, or a word to be drawn.
type piece struct {
	token token
	text  word
}

// shape is how a headline is put together.
type shape []piece

// newShape reads a shape such as "<title> @ <company> | Ex-<ex>".
func newShape(text string) shape {
	var out shape
	for text != "" {
		before, rest, found := strings.Cut(text, "<")
		if before != "" {
			out = append(out, piece{literal, newWord(before)})
		}
		if !found {
			return out
		}
		name, after, _ := strings.Cut(rest, ">")
		t, known := tokenNames[name]
		if !known {
			panic("network: a shape has an unknown word: " + text)
		}
		out = append(out, piece{token: t})
		text = after
	}
	return out
}

// newShapes reads shapes, each after its weight, and repeats each as often as it weighs.
func newShapes(table string) []shape {
	var out []shape
	for _, line := range list(table) {
		weight, text, _ := strings.Cut(line, " ")
		n, err := strconv.Atoi(weight)
		if err != nil {
			panic(fmt.Sprintf("network: a shape begins with its weight: %q", line))
		}
		out = append(out, slices.Repeat([]shape{newShape(text)}, n)...)
	}
	return out
}
