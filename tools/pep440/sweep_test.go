package pep440

import (
	"fmt"
	"strconv"
	"testing"

	"akbuild.internal/tools/pypackaging"
)

// compare asks the library packaging, and reports where ours differs.
func compare(t *testing.T, questions []pypackaging.Question, ours func(q pypackaging.Question) string) {
	t.Helper()
	answers := map[string]int{}
	different := 0
	for i, want := range pypackaging.Ask(t, questions) {
		answers[want]++
		if got := ours(questions[i]); got != want {
			if different++; different <= 30 {
				t.Errorf("%q: %s, and packaging says %s", questions[i], got, want)
			}
		}
	}
	t.Logf("%d questions, %d different", len(questions), different)
	if len(answers) < 3 {
		t.Errorf("the questions are all alike: %v", answers)
	}
}

func TestSpecifiersAsPackaging(t *testing.T) {
	g := pypackaging.NewGenerator(440)
	var questions []pypackaging.Question
	for range 6000 {
		specifier := g.Specifier()
		for range 5 {
			questions = append(questions, pypackaging.Question{"contains", specifier, g.Version()})
		}
	}
	compare(t, questions, func(q pypackaging.Question) string {
		set, err := ParseSet(q[1].(string))
		if err != nil {
			return pypackaging.Refused
		}
		return fmt.Sprint(set.Contains(q[2].(string)))
	})
}

func TestOrderAsPackaging(t *testing.T) {
	g := pypackaging.NewGenerator(441)
	var questions []pypackaging.Question
	for range 10000 {
		questions = append(questions, pypackaging.Question{"order", g.Version(), g.Version()})
	}
	compare(t, questions, func(q pypackaging.Question) string {
		v, err := Parse(q[1].(string))
		w, err2 := Parse(q[2].(string))
		if err != nil || err2 != nil {
			return pypackaging.Refused
		}
		return strconv.Itoa(v.Compare(w))
	})
}

func TestVersionsAsPackaging(t *testing.T) {
	g := pypackaging.NewGenerator(442)
	var questions []pypackaging.Question
	for range 5000 {
		questions = append(questions, pypackaging.Question{"version", g.Version()})
	}
	compare(t, questions, func(q pypackaging.Question) string {
		v, err := Parse(q[1].(string))
		if err != nil {
			return pypackaging.Refused
		}
		return v.String()
	})
}
