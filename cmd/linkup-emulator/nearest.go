package main

// nearest is the one of words that name was probably meant to be: at most a third of its letters away, and at most 3.
func nearest(name string, words []string) (string, bool) {
	best, least := "", min(3, (len(name)+2)/3)+1
	for _, word := range words {
		if d := distance(name, word); d < least {
			best, least = word, d
		}
	}
	return best, best != ""
}

// distance is how many letters must be added, dropped or changed to make a into b (Levenshtein).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			change := diagonal
			if x[i] != y[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(y)]
}
