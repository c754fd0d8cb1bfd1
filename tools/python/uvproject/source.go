package uvproject

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"akbuild.internal/tools/python/pep508"
)

// Source is one place of [tool.uv.sources] that a distribution comes from.
type Source struct {
	// Workspace says that it is a member of the workspace.
	Workspace bool
	// Git is a repository's address. One of Rev, Tag and Branch says what of it; none means its default branch.
	Git, Rev, Tag, Branch string
	// Subdirectory is the project's folder in the repository or the archive.
	Subdirectory string
	// URL is the address of an archive, Path a file or folder, Index the name of a registry.
	URL, Path, Index string
	// Marker, Extra and Group say when this place is meant, where there are several.
	Marker, Extra, Group string
	// Others are further keys, sorted, such as "editable = true".
	Others []string
}

// Sources reads the value of one name in [tool.uv.sources]: a place, or a list of places.
func Sources(value any) ([]Source, error) {
	var tables []map[string]any
	switch v := value.(type) {
	case map[string]any:
		tables = append(tables, v)
	case []map[string]any:
		tables = v
	case []any:
		for _, entry := range v {
			table, ok := entry.(map[string]any)
			if !ok {
				return nil, fmt.Errorf("a source is %v, which is no table", entry)
			}
			tables = append(tables, table)
		}
	default:
		return nil, fmt.Errorf("a source is %v, which is neither a table nor a list of tables", value)
	}
	var all []Source
	for _, table := range tables {
		s, err := source(table)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

func source(table map[string]any) (Source, error) {
	var s Source
	texts := map[string]*string{
		"git": &s.Git, "rev": &s.Rev, "tag": &s.Tag, "branch": &s.Branch, "subdirectory": &s.Subdirectory, "url": &s.URL,
		"path": &s.Path, "index": &s.Index, "marker": &s.Marker, "extra": &s.Extra, "group": &s.Group,
	}
	for _, key := range slices.Sorted(maps.Keys(table)) {
		value := table[key]
		text, isText := value.(string)
		switch {
		case texts[key] != nil && isText:
			*texts[key] = text
		case texts[key] != nil:
			return s, fmt.Errorf("the key %s of a source is %v, which is no text", key, value)
		case key == "workspace" && value == true:
			s.Workspace = true
		default:
			s.Others = append(s.Others, fmt.Sprintf("%s = %v", key, value))
		}
	}
	if s.Marker != "" {
		m, err := pep508.ParseMarker(s.Marker)
		if err != nil {
			return s, fmt.Errorf("the condition %q of a source cannot be read: %w", s.Marker, err)
		}
		s.Marker = m.String()
	}
	return s, nil
}

// String is the place as a contract has it: "workspace", URL@revision, URL?tag=…, URL?branch=…
func (s Source) String() string {
	var text string
	switch {
	case s.Workspace:
		text = "workspace"
	case s.Git != "" && s.Rev != "":
		text = s.Git + "@" + s.Rev
	case s.Git != "" && s.Tag != "":
		text = s.Git + "?tag=" + s.Tag
	case s.Git != "" && s.Branch != "":
		text = s.Git + "?branch=" + s.Branch
	case s.Git != "":
		text = s.Git + " default branch"
	case s.URL != "":
		text = "url " + s.URL
	case s.Path != "":
		text = "path " + s.Path
	case s.Index != "":
		text = "index " + s.Index
	}
	if s.Subdirectory != "" {
		text += "#subdirectory=" + s.Subdirectory
	}
	for _, other := range s.Others {
		text += ", " + other
	}
	for _, when := range []struct{ word, value string }{{"extra", s.Extra}, {"group", s.Group}} {
		if when.value != "" {
			text += " for the " + when.word + " " + when.value
		}
	}
	if s.Marker != "" {
		text += " ; " + s.Marker
	}
	return text
}

// LockedGit is a git source as uv.lock repeats it.
func (s Source) LockedGit() string {
	var query []string
	for _, pair := range []struct{ key, value string }{{"subdirectory", s.Subdirectory}, {"rev", s.Rev}, {"tag", s.Tag}, {"branch", s.Branch}} {
		if pair.value != "" {
			query = append(query, pair.key+"="+url.QueryEscape(pair.value))
		}
	}
	if len(query) == 0 {
		return s.Git
	}
	return s.Git + "?" + strings.Join(query, "&")
}

// Text are places in one order, as a contract has them.
func Text(sources []Source) string {
	var texts []string
	for _, s := range sources {
		texts = append(texts, s.String())
	}
	slices.Sort(texts)
	return strings.Join(texts, " | ")
}
