package contract

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nearest"
	"akbuild.internal/tools/base/strictyaml"
)

// generators compares the tree's own configurations of generators, all of each.
func (k *checker) generators() {
	for _, g := range k.Generators {
		f := Finding{Fact: "generator", File: g.File, Why: g.Why, Edit: k.edit("generators")}
		if !k.source.isFile(g.File) {
			f.Problem = "there is no such file"
			k.fact(f)
			continue
		}
		var document any
		if err := strictyaml.Decode([]byte(k.source.read(g.File)), &document); err != nil {
			f.Problem, f.Edit = "it cannot be read: "+err.Error(), "the tree"
			k.fact(f)
			continue
		}
		got := map[string]string{}
		flatten("", document, got)
		k.options(g, got)
	}
}

// options compares what a configuration says with what is known of it.
func (k *checker) options(g Generator, got map[string]string) {
	edit := k.edit("generators, "+g.File+",", "the options in nix/releases/clients.json, if they change what is generated")
	var unknown []string
	for name := range got {
		if _, known := g.Options[name]; !known {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range slices.Sorted(maps.Keys(merged(got, g.Options))) {
		f := Finding{Fact: "generator", File: g.File, Why: g.Why, Edit: edit}
		value, there := got[name]
		want, known := g.Options[name]
		switch {
		case !there:
			f.Problem = fmt.Sprintf("the option %s is not set any more, which was %s%s", name, want, nearest.Hint(name, unknown))
		case !known:
			f.Problem = fmt.Sprintf("the option %s is new: it is %s", name, value)
		case value != want:
			f.Problem = fmt.Sprintf("the option %s is %s, not %s", name, value, want)
		}
		if f.Problem != "" && there {
			f.Line = k.lineWith(g.File, name[strings.LastIndex(name, ".")+1:]+":")
		}
		k.fact(f)
	}
}

// flatten writes the values of a document by their keys, joined by dots.
func flatten(prefix string, value any, into map[string]string) {
	below := func(key string, v any) {
		if prefix != "" {
			key = prefix + "." + key
		}
		flatten(key, v, into)
	}
	switch v := value.(type) {
	case map[string]any:
		for key, each := range v {
			below(key, each)
		}
	case []any:
		for i, each := range v {
			below(fmt.Sprint(i), each)
		}
	case nil:
		if prefix != "" {
			into[prefix] = ""
		}
	default:
		into[prefix] = fmt.Sprint(v)
	}
}
