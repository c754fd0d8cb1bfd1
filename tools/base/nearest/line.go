package nearest

import "strings"

// Line returns the number, from 1, and the text without indentation of the line that has the passage nearest to text;
// the first of equals. It returns 0 when no passage is near: more than half of text differs. Of a text of several
// lines the longest one is looked for.
func Line(text string, lines []string) (int, string) {
	wanted := longest(text)
	best, limit := 0, len(wanted)/2
	for i, line := range lines {
		if d := passage(wanted, line); d <= limit {
			best, limit = i+1, d-1
		}
	}
	if best == 0 || wanted == "" {
		return 0, ""
	}
	return best, strings.TrimSpace(lines[best-1])
}

// longest returns the longest line of a text, without its indentation.
func longest(text string) string {
	var found string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); len(line) > len(found) {
			found = line
		}
	}
	return found
}

// passage is the number of letters to insert, delete or replace in word to get the passage of line nearest to it: the
// distance where the passage may begin and end anywhere.
func passage(word, line string) int {
	last := make([]int, len(line)+1)
	for i := 1; i <= len(word); i++ {
		row := make([]int, len(line)+1)
		row[0] = i
		for j := 1; j <= len(line); j++ {
			cost := 1
			if word[i-1] == line[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
		}
		last = row
	}
	best := len(word)
	for _, d := range last {
		best = min(best, d)
	}
	return best
}
