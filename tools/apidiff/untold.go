package apidiff

import (
	"slices"
	"strings"

	"github.com/oasdiff/oasdiff/diff"
	"github.com/oasdiff/oasdiff/load"
	"github.com/oasdiff/oasdiff/utils"
)

// untold are the operations that differ although no rule says in what: it is no change that breaks clients, and it is one.
func untold(from, to *schema) (changes []located) {
	config := diff.NewConfig()
	config.ExcludeElements = utils.StringSet{}
	for _, words := range []string{diff.ExcludeExamplesOption, diff.ExcludeDescriptionOption, diff.ExcludeTitleOption, diff.ExcludeSummaryOption, diff.ExcludeExtensionsOption} {
		config.ExcludeElements.Add(words)
	}
	info := func(s *schema) *load.SpecInfo { return &load.SpecInfo{Url: s.file, Spec: s.doc, Version: s.version()} }
	difference, _, err := diff.GetWithOperationsSourcesMap(config, info(from), info(to))
	if err != nil || difference == nil || difference.PathsDiff == nil {
		return nil
	}
	for path, item := range difference.PathsDiff.Modified {
		if item.OperationsDiff == nil {
			continue
		}
		for method, op := range item.OperationsDiff.Modified {
			if op.Empty() {
				continue
			}
			id := ""
			if op.Revision != nil {
				id = op.Revision.OperationID
			}
			const text = "something changed that no rule takes for a danger to clients"
			changes = append(changes, located{
				Change:    Change{Level: Other, ID: "changed", Text: text, code: text},
				operation: newOperation(method, path), path: path, id: id,
			})
		}
	}
	slices.SortFunc(changes, func(a, b located) int { return strings.Compare(a.path+" "+a.method, b.path+" "+b.method) })
	return changes
}
