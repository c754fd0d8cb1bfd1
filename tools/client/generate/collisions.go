package generate

import (
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"akbuild.internal/tools/client/generator"
	"akbuild.internal/tools/client/openapi"
)

// collisions notices when two things of a schema become one of the client: the generator writes a file a second time, or
// takes two schemas for one and writes the last alone.
type collisions struct {
	root  string
	files map[string]int
	// twice is the first file that was written a second time.
	twice string
}

func newCollisions(root string) *collisions { return &collisions{root: root, files: map[string]int{}} }

// wrote says that a file is about to be written.
func (c *collisions) wrote(name string) {
	rel, err := filepath.Rel(c.root, name)
	if err != nil {
		return
	}
	rel = filepath.ToSlash(rel)
	if c.files[rel]++; c.files[rel] > 1 && c.twice == "" {
		c.twice = rel
	}
}

// check fails when something was lost.
func (c *collisions) check(language string, document *openapi.Document, config *generator.Config) error {
	if _, chosen := config.Global("models"); !chosen {
		if err := c.models(language, document, config); err != nil {
			return err
		}
	}
	if c.twice == "" {
		return nil
	}
	what, place := "two parts of the schema", document.Name
	if found := document.Schemas(stem(c.twice)); len(found) > 1 {
		what, place = named("the schema", "the schemas", names(found)), document.At(found[1])
	} else if tags := document.Tags(apiOf(c.twice)); len(tags) > 1 {
		what, place = named("the tag", "the tags", names(tags)), document.At(tags[1])
	}
	return fmt.Errorf("generating the %s client from %s: %s become one file, %s, and one would be lost; rename one", language, place, what, c.twice)
}

// models fails when there are fewer files than models whose names differ in case or underscores alone.
func (c *collisions) models(language string, document *openapi.Document, config *generator.Config) error {
	groups, order := map[string][]openapi.Model{}, []string{}
	renamed, elsewhere := config.Mapping("modelNameMappings"), config.Mapping("schemaMappings")
	prefix, suffix := config.Value("modelNamePrefix"), config.Value("modelNameSuffix")
	for _, m := range document.Models() {
		if _, there := elsewhere[m.Name]; there {
			continue
		}
		key := openapi.Loose(prefix + m.Name + suffix)
		if name, there := renamed[m.Name]; there {
			key = openapi.Loose(name)
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], m)
	}
	for _, key := range order {
		group := groups[key]
		// Two of the generator's own names are never one: it numbers them.
		if len(group) < 2 || !slices.ContainsFunc(group, func(m openapi.Model) bool { return !m.Inline }) {
			continue
		}
		made, wanted := c.modelFiles(language, key, groups), 0
		for _, m := range group {
			if !m.Alias {
				wanted++
			}
		}
		if made < wanted && (made > 0 || oneFileEach[language]) {
			return fmt.Errorf("generating the %s client from %s: %s become one model, and one would be lost; rename one, in the schema or by modelNameMappings in the configuration", language, document.At(group[1].Named), groupText(group))
		}
	}
	return nil
}

// oneFileEach are the generators that write a file for each model.
var oneFileEach = map[string]bool{"go": true, "typescript-fetch": true, "python": true, "rust": true}

func groupText(group []openapi.Model) string {
	var parts []string
	for _, m := range group {
		part := fmt.Sprintf("the schema %s (line %d)", m.Name, m.Line)
		if m.Inline {
			part = fmt.Sprintf("the object in line %d, which the generator calls %s", m.Line, m.Name)
		}
		parts = append(parts, part)
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

var numbered = regexp.MustCompile(`[0-9]+$`)

// modelFiles is how many files there are for models of a name, those counted that the generator numbered.
func (c *collisions) modelFiles(language, key string, groups map[string][]openapi.Model) int {
	n := 0
	for rel := range c.files {
		base := strings.TrimSuffix(path.Base(rel), path.Ext(rel))
		if language == "go" {
			var ok bool
			if base, ok = strings.CutPrefix(base, "model_"); !ok {
				continue
			}
		} else if oneFileEach[language] && path.Base(path.Dir(rel)) != "models" {
			continue
		}
		name := openapi.Loose(base)
		if name == key || groups[name] == nil && strings.HasPrefix(name, key) && numbered.ReplaceAllString(name[len(key):], "") == "" {
			n++
		}
	}
	return n
}

// apiOf is the name of the tag that a file of operations is of.
func apiOf(file string) string {
	base := strings.TrimSuffix(path.Base(file), path.Ext(file))
	for _, affix := range []string{"api_", "_api", "Api"} {
		base = strings.TrimSuffix(strings.TrimPrefix(base, affix), affix)
	}
	return base
}
