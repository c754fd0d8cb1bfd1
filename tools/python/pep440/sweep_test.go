package pep440

import (
	"fmt"
	"strconv"
	"testing"

	"akbuild.internal/tools/testing/pypackaging"
)

func TestSpecifiersAsPackaging(t *testing.T) {
	g := pypackaging.NewGenerator(440)
	var questions []pypackaging.Question
	for range 6000 {
		specifier := g.Specifier()
		for range 5 {
			questions = append(questions, pypackaging.Question{"contains", specifier, g.Version()})
		}
	}
	pypackaging.Compare(t, questions, func(q pypackaging.Question) string {
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
	pypackaging.Compare(t, questions, func(q pypackaging.Question) string {
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
	pypackaging.Compare(t, questions, func(q pypackaging.Question) string {
		v, err := Parse(q[1].(string))
		if err != nil {
			return pypackaging.Refused
		}
		return v.String()
	})
}
