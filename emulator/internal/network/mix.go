package network

import "math/bits"

// All that is random here is integer arithmetic of our own, so that a dataset is the same on every platform and under
// every version of Go.

// golden is 2^64 over the golden ratio: the step of a splitmix64 generator.
const golden = 0x9e3779b97f4a7c15

// mix is the finalizer of splitmix64, a bijection that spreads each bit over all of them.
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// dice is a splitmix64 generator.
type dice uint64

func (d *dice) next() uint64 {
	*d += golden
	return mix(uint64(*d))
}

// below64 draws from 0 to n-1.
func (d *dice) below64(n uint64) uint64 {
	hi, _ := bits.Mul64(d.next(), n)
	return hi
}

// below draws from 0 to n-1.
func (d *dice) below(n int) int { return int(d.below64(uint64(n))) }

// another draws from 0 to n-1, but neither the last number drawn from n nor the one before: it goes on from the last one,
// at most a third of the way round. n is at least 3.
func (d *dice) another(last, n int) int { return (last + 1 + d.below(max(n/3, 1))) % n }

// permute maps the numbers of width bits (2 to 64) onto themselves, one to one, in an order that key chooses: each
// round multiplies by an odd number, adds a constant and folds the high half onto the low one, and each of these can be
// undone.
func permute(x, key uint64, width int) uint64 {
	mask := uint64(1)<<width - 1
	fold := (width + 1) / 2
	x &= mask
	for range 3 {
		key = mix(key + golden)
		x = (x*(key|1) + key>>32) & mask
		x ^= x >> fold
	}
	return x
}

// permuteBelow maps the numbers below n (at least 1) onto themselves, one to one, in an order that key chooses. It
// permutes the numbers of as many bits as n has and walks on along the cycle until it is below n again.
func permuteBelow(x, key uint64, n int) int {
	width := max(bits.Len(uint(n-1)), 2)
	for {
		x = permute(x, key, width)
		if x < uint64(n) {
			return int(x)
		}
	}
}
