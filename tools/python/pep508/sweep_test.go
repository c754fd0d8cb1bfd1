package pep508

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/pypackaging"
)

func TestMarkersAsPackaging(t *testing.T) {
	candidate := Linux("3.13.5")
	candidate["python_full_version"], candidate["platform_release"] = "3.13.5rc1", "6.1.0-13-amd64"
	environments := []Environment{Linux("3.13.5"), Linux("3.13"), candidate}
	extras := [][]string{nil, {"s3"}, {"azure", "S.3"}}
	g := pypackaging.NewGenerator(508)
	var questions []pypackaging.Question
	for range 6000 {
		i := g.One("0", "1", "2")[0] - '0'
		j := g.One("0", "1", "2")[0] - '0'
		questions = append(questions, pypackaging.Question{"evaluate", g.Marker(), environments[i], append([]string{}, extras[j]...)})
	}
	pypackaging.Compare(t, questions, func(q pypackaging.Question) string {
		m, err := ParseMarker(q[1].(string))
		if err != nil {
			return pypackaging.Refused
		}
		again, err := ParseMarker(m.String())
		if err != nil || again.String() != m.String() {
			t.Errorf("%s is written as %s, which reads as %s: %v", q[1], m, again, err)
		}
		holds, err := m.Evaluate(q[2].(Environment), q[3].([]string))
		if err != nil {
			return pypackaging.Refused
		}
		return fmt.Sprint(holds)
	})
}

func TestRequirementsAsPackaging(t *testing.T) {
	g := pypackaging.NewGenerator(509)
	var questions []pypackaging.Question
	for range 6000 {
		questions = append(questions, pypackaging.Question{"requirement", g.Requirement()})
	}
	pypackaging.Compare(t, questions, func(q pypackaging.Question) string {
		r, err := Parse(q[1].(string))
		if err != nil {
			return pypackaging.Refused
		}
		marker := ""
		if r.Marker != nil {
			marker = r.Marker.String()
		}
		extras := append([]string{}, r.Extras...)
		slices.Sort(extras)
		var parts []string
		for _, part := range []any{r.Name, extras, len(r.Specifiers), r.URL, marker} {
			var b strings.Builder
			e := json.NewEncoder(&b)
			e.SetEscapeHTML(false)
			if err := e.Encode(part); err != nil {
				t.Fatal(err)
			}
			parts = append(parts, strings.TrimSpace(b.String()))
		}
		return strings.Join(parts, " ")
	})
}

func TestNamesAsPackaging(t *testing.T) {
	g := pypackaging.NewGenerator(503)
	questions := []pypackaging.Question{{"name", "Demo.Tool"}, {"name", "a__b.-c"}, {"name", "x"}}
	for range 500 {
		questions = append(questions, pypackaging.Question{"name", g.Name()})
	}
	pypackaging.Compare(t, questions, func(q pypackaging.Question) string { return Name(q[1].(string)) })
}
