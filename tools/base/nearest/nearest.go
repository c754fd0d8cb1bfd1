// Package nearest finds the known words that a misspelt one was probably meant to be.
package nearest

import (
	"slices"
	"strings"
)

// Words returns up to max of the known words nearest to word, best first; none that differ in more
// than a third of it, or much more than the best.
func Words(word string, known []string, max int) []string {
	type candidate struct {
		word     string
		distance int
	}
	limit := len(word)/3 + 1
	var found []candidate
	for _, k := range known {
		if d := distance(strings.ToLower(word), strings.ToLower(k)); d <= limit {
			found = append(found, candidate{k, d})
		}
	}
	slices.SortFunc(found, func(a, b candidate) int {
		if a.distance != b.distance {
			return a.distance - b.distance
		}
		return strings.Compare(a.word, b.word)
	})
	// What is known from two lists is one word.
	found = slices.Compact(found)
	var words []string
	for _, c := range found[:min(max, len(found))] {
		if c.distance > found[0].distance+1 {
			break
		}
		words = append(words, c.word)
	}
	return words
}

// Hint is the end of a sentence: "; did you mean X?", or empty when nothing is near.
func Hint(word string, known []string) string {
	words := Words(word, known, 3)
	if len(words) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(words, " or ") + "?"
}

// distance is the number of letters to insert, delete, replace or swap with the next one.
func distance(a, b string) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
