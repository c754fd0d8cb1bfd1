package suite

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// shownDifferences is how many lines of a schema that differ are shown.
const shownDifferences = 20

// APISchema has the installed core write its API's schema, as upstream does for its schema.yml, and compares the two.
func (r Run) APISchema(ctx context.Context) error {
	return r.begin(ctx, func(List) Tests { return Tests{} }, func(s *session) ([]Result, error) {
		if err := s.layOut(); err != nil {
			return nil, err
		}
		if err := s.migrate(ctx); err != nil {
			return nil, err
		}
		made := filepath.Join(s.home, "schema.yml")
		// Upstream's settings: make gen-build.
		environ := s.environ("PYTHONPATH="+s.path()+":"+s.Wheels, "AUTHENTIK_DEBUG=true", "AUTHENTIK_TENANTS__ENABLED=true", "AUTHENTIK_OUTPOSTS__DISABLE_EMBEDDED_OUTPOST=true")
		ended, err := s.start(ctx, "schema", s.work(), environ, filepath.Join(s.Core, "bin", "python"), "-P", filepath.Join(s.Core, "manage.py"), "spectacular", "--file", made)
		if err == nil && ended != nil {
			err = fmt.Errorf("writing the API's schema: %w:\n%s", ended, s.lastLines("schema", shownLines))
		}
		if err != nil {
			return nil, err
		}
		got, err := os.ReadFile(made)
		if err != nil {
			return nil, fmt.Errorf("reading the API's schema: %w", err)
		}
		want, err := os.ReadFile(s.Schema)
		if err != nil {
			return nil, fmt.Errorf("reading the tree's schema.yml: %w", err)
		}
		if text := differences(want, got); text != "" {
			return nil, fmt.Errorf("comparing the API that was built with schema.yml of the tree, from which its clients are generated: they differ; write it anew (make gen-build):\n%s", text)
		}
		return []Result{{Name: "schema.yml", Outcome: Passed}}, nil
	}, func(*session, string) bool { return true })
}

// differences are the lines that only one of two texts has, in their order; the first of them.
func differences(want, got []byte) string {
	if bytes.Equal(want, got) {
		return ""
	}
	var shown bytes.Buffer
	left := shownDifferences
	for _, side := range []struct {
		sign        string
		text, other []byte
	}{{"-", want, got}, {"+", got, want}} {
		there := map[string]int{}
		for line := range bytes.Lines(side.other) {
			there[string(line)]++
		}
		number := 0
		for line := range bytes.Lines(side.text) {
			number++
			if there[string(line)]--; there[string(line)] < 0 && left > 0 {
				left--
				fmt.Fprintf(&shown, "%s%d: %s\n", side.sign, number, bytes.TrimRight(line, "\n"))
			}
		}
	}
	if shown.Len() == 0 {
		return "the same lines in another order\n"
	}
	return shown.String()
}
