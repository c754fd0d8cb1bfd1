package openapi

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
)

// wordless are the keywords of schemas for which OpenAPI 3.0 has no words.
var wordless = map[string]bool{
	"patternProperties": true, "prefixItems": true, "contains": true, "minContains": true, "maxContains": true, "if": true,
	"then": true, "else": true, "dependentSchemas": true, "dependentRequired": true, "propertyNames": true,
	"unevaluatedItems": true, "unevaluatedProperties": true, "contentSchema": true, "contentEncoding": true,
	"contentMediaType": true, "$dynamicRef": true, "$dynamicAnchor": true, "$defs": true, "definitions": true,
}

// remarks are the keywords that say nothing about values.
var remarks = []string{"$comment", "$schema", "$id", "$anchor", "$vocabulary", "examples"}

// schema says one schema, whose parts have been looked at, in the words of OpenAPI 3.0.
func (l *lowering) schema(s map[string]any, place string) any {
	for _, key := range slices.Sorted(maps.Keys(s)) {
		if wordless[key] {
			l.keep(place+"/"+key, s[key])
			delete(s, key)
		}
	}
	for _, key := range remarks {
		delete(s, key)
	}
	if value, ok := s["const"]; ok {
		delete(s, "const")
		s["enum"] = []any{value}
	}
	l.bound(s, place, "minimum", "exclusiveMinimum", 1)
	l.bound(s, place, "maximum", "exclusiveMaximum", -1)
	if !l.newer {
		return s
	}
	delete(s, "nullable")
	types(s)
	for _, key := range []string{"anyOf", "oneOf"} {
		l.nullAmong(s, key)
	}
	return l.besideRef(s)
}

// bound makes an exclusive bound that is a number a bound. The tighter of two stays. Of whole numbers the next one is the
// bound; of others it is noted that the bound itself is out, which programs for 3.0 were seen to overlook.
func (l *lowering) bound(s map[string]any, place, key, exclusive string, sign int) {
	n, ok := s[exclusive].(json.Number)
	out := s[exclusive] == true
	if delete(s, exclusive); ok {
		other, both := s[key].(json.Number)
		if both && compare(other, n)*sign > 0 {
			return
		}
		s[key], out = n, true
	}
	if !out {
		return
	}
	bound, _ := s[key].(json.Number)
	whole, isWhole := new(big.Int).SetString(bound.String(), 10)
	if types, _ := json.Marshal(s["type"]); isWhole && strings.Contains(string(types), `"integer"`) && !strings.Contains(string(types), `"number"`) {
		s[key] = json.Number(whole.Add(whole, big.NewInt(int64(sign))).String())
		return
	}
	l.keep(place+"/"+exclusive, true)
}

func compare(a, b json.Number) int {
	x, ok := new(big.Rat).SetString(a.String())
	y, also := new(big.Rat).SetString(b.String())
	if !ok || !also {
		return 0
	}
	return x.Cmp(y)
}

// types makes null among the types what 3.0 calls nullable.
func types(s map[string]any) {
	list, ok := s["type"].([]any)
	if !ok {
		return
	}
	var rest []any
	for _, t := range list {
		if t != "null" {
			rest = append(rest, t)
		}
	}
	slices.SortFunc(rest, func(a, b any) int {
		x, _ := a.(string)
		y, _ := b.(string)
		return strings.Compare(x, y)
	})
	if len(rest) < len(list) && len(rest) > 0 {
		s["nullable"] = true
	}
	switch len(rest) {
	case 0:
		s["type"] = "null"
	case 1:
		s["type"] = rest[0]
	default:
		s["type"] = rest
	}
}

// nullAmong does the same for a null among several schemas of which a value is one.
func (l *lowering) nullAmong(s map[string]any, key string) {
	list, ok := s[key].([]any)
	if !ok {
		return
	}
	rest := slices.DeleteFunc(slices.Clone(list), func(item any) bool {
		m, _ := item.(map[string]any)
		return len(m) == 1 && m["type"] == "null"
	})
	if len(rest) == len(list) || len(rest) == 0 {
		return
	}
	if len(rest) > 1 {
		s[key], s["nullable"] = rest, true
		return
	}
	only, _ := rest[0].(map[string]any)
	if ref, ok := only["$ref"].(string); ok {
		delete(s, key)
		s["$ref"] = l.derive(ref, map[string]any{"nullable": true})
		return
	}
	if slices.ContainsFunc(slices.Collect(maps.Keys(only)), func(k string) bool { _, taken := s[k]; return taken && !isRemark(k) }) {
		s[key], s["nullable"] = rest, true
		return
	}
	delete(s, key)
	maps.Copy(s, only)
	s["nullable"] = true
}

func isRemark(key string) bool { return key == "description" || key == "title" || key == "example" }

// Made is in the names of the schemas that Lower makes beside those of the document: one of them with something more.
const Made = " made to compare "

// derived is a schema that is another one and something more.
type derived struct {
	ref, name string
	more      map[string]any
}

// derive returns a reference to a schema that is what ref refers to and something more.
func (l *lowering) derive(ref string, more map[string]any) string {
	name := fmt.Sprint(strings.TrimPrefix(ref, componentSchemas), Made, len(l.derived)+1)
	l.derived = append(l.derived, derived{ref, name, more})
	return componentSchemas + strings.ReplaceAll(name, " ", "%20")
}

const componentSchemas = "#/components/schemas/"

// addDerived makes those schemas. Of what has the same keyword itself both count.
func (l *lowering) addDerived() {
	for _, d := range l.derived {
		components, _ := l.top["components"].(map[string]any)
		schemas, _ := components["schemas"].(map[string]any)
		if schemas == nil {
			continue
		}
		target, _ := l.lookup(d.ref).(map[string]any)
		for range 20 {
			next, isRef := target["$ref"].(string)
			if !isRef {
				break
			}
			target, _ = l.lookup(next).(map[string]any)
		}
		made := maps.Clone(target)
		for key, value := range d.more {
			if _, taken := target[key]; taken && key != "nullable" && !isRemark(key) || target == nil {
				made = maps.Clone(d.more)
				list, _ := made["allOf"].([]any)
				made["allOf"] = append([]any{map[string]any{"$ref": d.ref}}, list...)
				break
			}
			made[key] = value
		}
		schemas[d.name] = made
	}
}

// besideRef makes what stands beside a reference count, which 3.0 overlooks.
func (l *lowering) besideRef(s map[string]any) any {
	ref, ok := s["$ref"]
	if !ok || len(s) == 1 {
		return s
	}
	delete(s, "$ref")
	for key := range s {
		if key == "description" || key == "title" || key == "summary" || key == "example" || strings.HasPrefix(key, "x-") {
			delete(s, key)
		}
	}
	if len(s) == 0 {
		return map[string]any{"$ref": ref}
	}
	text, _ := ref.(string)
	return map[string]any{"$ref": l.derive(text, s)}
}
