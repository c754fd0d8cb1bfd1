package main

import (
	"encoding/json"
	"reflect"
	"testing"
)

// TestForgetUnlocked has an optional package of which the lock has one dependency beside it and one further up, and one that it has nowhere.
func TestForgetUnlocked(t *testing.T) {
	var packages, want map[string]any
	for text, into := range map[string]*map[string]any{
		`{"": {"dependencies": {"gone": "1"}},
		  "node_modules/a": {"optional": true, "dependencies": {"beside": "1", "above": "1", "gone": "1"}},
		  "node_modules/a/node_modules/beside": {}, "node_modules/above": {},
		  "node_modules/b": {"dependencies": {"gone": "1"}}}`: &packages,
		`{"": {"dependencies": {"gone": "1"}},
		  "node_modules/a": {"optional": true, "dependencies": {"beside": "1", "above": "1"}},
		  "node_modules/a/node_modules/beside": {}, "node_modules/above": {},
		  "node_modules/b": {"dependencies": {"gone": "1"}}}`: &want,
	} {
		if err := json.Unmarshal([]byte(text), into); err != nil {
			t.Fatal(err)
		}
	}
	if forgetUnlocked(packages); !reflect.DeepEqual(packages, want) {
		t.Errorf("got %v, want %v", packages, want)
	}
}
