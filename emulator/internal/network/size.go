package network

// quantile says how many connections a member has whose rank among 10,000 members is upTo.
type quantile struct{ upTo, size uint64 }

// sizes is the spread of network sizes; between two rows it is a straight line. One network in a hundred is empty,
// three have less than one page, half have fewer than 500, and a few members have as many as LinkedIn allows.
var sizes = []quantile{
	{0, 0}, {100, 0}, {101, 1}, {400, 9}, {401, 10}, {1000, 74}, {2000, 182}, {3500, 325}, {5000, 500}, {6500, 810},
	{7500, 1260}, {8500, 2150}, {9000, 3050}, {9500, 5300}, {9800, 10400}, {9900, 16200}, {9970, 24500}, {9990, MaxSize},
	{10000, MaxSize},
}

// sizeAt is the size at a random point of that spread, without any floating point.
func sizeAt(random uint64) int {
	const parts = 1 << 16 // how finely a ten-thousandth is divided
	d := dice(random)
	at := d.below64(10_000 * parts)
	for i := 1; i < len(sizes); i++ {
		low, high := sizes[i-1], sizes[i]
		if at < high.upTo*parts {
			return int(low.size + (at-low.upTo*parts)*(high.size-low.size+1)/((high.upTo-low.upTo)*parts))
		}
	}
	return MaxSize
}
