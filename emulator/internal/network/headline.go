package network

import "github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"

// noHeadline is how many of 100 people have none.
const noHeadline = 4

// place is where somebody works, in one language: the words of headlines and how they are put together.
type place struct {
	words  [tokens][]word
	shapes []shape
}

// language is what headlines are made of wherever it is spoken. Tables are lists; shapes stand after their weights.
type language struct {
	title, trade, study, slogan, shape string
}

// locality is what is found in one place only.
type locality struct {
	company, school, city string
}

func newPlace(l language, at locality) *place {
	p := &place{shapes: newShapes(l.shape)}
	for t, table := range map[token]string{
		title: l.title, trade: l.trade, study: l.study, slogan: l.slogan,
		company: at.company, school: at.school, city: at.city,
		role: roles, ex: exCompanies, skill: skills, emoji: emojis,
	} {
		p.words[t] = newWords(table)
	}
	return p
}

// appendHeadline appends a headline of a shape that the place knows, its words agreeing with the person's gender and no
// word in it twice.
func (p *person) appendHeadline(dst []byte) []byte {
	d := p.dice(forHeadline)
	if d.below(100) < noHeadline {
		return append(dst, contract.NotAvailable...)
	}
	at := p.slot.place
	var last [tokens]int
	for _, piece := range at.shapes[d.below(len(at.shapes))] {
		text := &piece.text
		if words := at.words[piece.token]; piece.token != literal {
			if last[piece.token] == 0 {
				last[piece.token] = d.below(len(words)) + 1
			} else {
				last[piece.token] = d.another(last[piece.token]-1, len(words)) + 1
			}
			text = &words[last[piece.token]-1]
		}
		dst = append(dst, text[p.gender]...)
	}
	return dst
}
