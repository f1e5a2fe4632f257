package network

// What the random numbers of a person or a network are for: each purpose has a stream of its own, so that how many one
// purpose draws changes nothing of another.
const (
	forHome     = 0x6d8f3a51c2b7e049
	forExpiry   = 0x1b5e9c07d4a3f682
	forName     = 0xc3a5c85c97cb3127
	forHeadline = 0xb492b66fbe98f273
	forSlug     = 0x9ae16a3b2f90404f
	forPicture  = 0x3c6ef372fe94f82b
)

// person is somebody of a network, about to be written.
type person struct {
	network Network
	index   uint64
	base    uint64 // the start of all the person's random streams
	slot    *slot
	form    form
	gender  int
	parts   [maxParts]part
	count   int
}

const maxParts = 6 // prefix, given name, initial, two surnames, what follows the name

// part is a word of a name, and what stands before it.
type part struct {
	*fragment
	glue string
}

// person finds who stands at index i. The network is cut into blocks of as many people as its home has slots; in each
// block every slot is taken once, in an order of the block's own. So the block and the slot are i in another shape, and
// the people of one culture and form can be counted without making the others.
func (n Network) person(i int) person {
	index := uint64(i)
	homes := world().homes
	d := dice(n.seed ^ forHome)
	home := homes[d.below(len(homes))]
	block := index >> slotBits
	p := person{
		network: n,
		index:   index,
		base:    mix(n.seed + mix(n.key+index*golden)),
		slot:    &home[permute(index, n.key^mix(block), slotBits)],
	}
	if !p.namePlainly(block*uint64(p.slot.perBlock) + uint64(p.slot.ordinal)) {
		p.nameFreely()
	}
	return p
}

func (p *person) dice(purpose uint64) dice { return dice(p.base ^ purpose) }

// namePlainly names a person whose slug will be the bare name, if the slot wants that and there is a pair of names left.
// rank counts the people of the slot's culture and form from 0, so that no pair is given twice.
func (p *person) namePlainly(rank uint64) bool {
	c := p.slot.culture
	pairs := len(c.plainGiven) * len(c.plainLast)
	if p.slot.form == suffixed || rank >= uint64(pairs) {
		return false
	}
	pair := permuteBelow(rank, p.network.seed^mix(p.slot.key), pairs)
	p.form = p.slot.form
	p.give(&c.given[c.plainGiven[pair%len(c.plainGiven)]])
	p.add(" ", &c.last[c.plainLast[pair/len(c.plainGiven)]])
	return true
}

// nameFreely draws a name of any shape that the culture knows.
func (p *person) nameFreely() {
	c, d := p.slot.culture, p.dice(forName)
	p.form = suffixed
	if chance(&d, c.prefixed) {
		p.add("", &c.prefix[d.below(len(c.prefix))])
	}
	p.give(&c.given[d.below(len(c.given))])
	if chance(&d, c.initial) {
		p.add(" ", &world().initials[d.below(len(world().initials))])
	}
	p.addSurnames(&d)
	if chance(&d, c.lettered) {
		after := &c.letters[d.below(len(c.letters))]
		p.add(after.glue, &after.fragment)
	}
}

// addSurnames adds one surname, or two where the culture joins them with a space or a hyphen.
func (p *person) addSurnames(d *dice) {
	c := p.slot.culture
	first := d.below(len(c.last))
	p.add(" ", &c.last[first])
	second := &c.last[d.another(first, len(c.last))]
	switch {
	case chance(d, c.doubled):
		p.add(" ", second)
	case chance(d, c.hyphenated) && c.last[first].simple && second.simple:
		p.add("-", second)
	}
}

func chance(d *dice, perThousand int) bool { return d.below(1000) < perThousand }

func (p *person) give(g *given) {
	p.gender = g.gender
	p.add(" ", &g.fragment)
}

func (p *person) add(glue string, f *fragment) {
	p.parts[p.count] = part{f, glue}
	p.count++
}

func (p *person) appendName(dst []byte) []byte {
	for i, part := range p.parts[:p.count] {
		if i > 0 {
			dst = append(dst, part.glue...)
		}
		dst = append(dst, part.text...)
	}
	return dst
}
