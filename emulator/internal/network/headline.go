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

// library reads tables into words, each table once, however many places share it.
type library map[string][]word

func (l library) words(table string) []word {
	words, ok := l[table]
	if !ok {
		words = newWords(table)
		l[table] = words
	}
	return words
}

func (l library) newPlace(spoken language, at locality) *place {
	return &place{
		shapes: newShapes(spoken.shape),
		words: [tokens][]word{
			title: l.words(spoken.title), trade: l.words(spoken.trade), study: l.words(spoken.study), slogan: l.words(spoken.slogan),
			company: l.words(at.company), school: l.words(at.school), city: l.words(at.city),
			role: l.words(sellers + "," + makers), seller: l.words(sellers), maker: l.words(makers),
			market: l.words(markets), tool: l.words(tools), habit: l.words(habitsOfWork),
			ex: l.words(exCompanies), emoji: l.words(emojis),
		},
	}
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
