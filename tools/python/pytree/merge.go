package pytree

import (
	"fmt"

	"akbuild.internal/tools/base/claims"
	"akbuild.internal/tools/base/tree"
)

// merge is several folders that become one.
type merge struct {
	// what is being done, for errors.
	what   string
	claims claims.Claims
	files  []tree.File
}

// add takes the files of a folder, none of which may be in the way of one that is there already.
func (m *merge) add(from string) error {
	files, err := tree.List(from, tree.Options{})
	if err != nil {
		return err
	}
	for _, f := range files {
		if other, blocked := m.claims.Blocking(f.Rel, from); blocked {
			if other == f.Rel {
				return fmt.Errorf("%s: both %s and %s bring %s; leave it out of one of them (drop)", m.what, m.claims.Owner(other), from, f.Rel)
			}
			return fmt.Errorf("%s: %s brings %s, and %s brings %s, so that %s would be a file and a folder; leave one of them out (drop)",
				m.what, m.claims.Owner(other), other, from, f.Rel, claims.Both(other, f.Rel))
		}
		m.claims.Add(f.Rel, from)
	}
	m.files = append(m.files, files...)
	return nil
}
