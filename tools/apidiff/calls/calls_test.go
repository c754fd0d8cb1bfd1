package calls

import (
	"reflect"
	"testing"
)

func TestFound(t *testing.T) {
	var f Found
	for _, s := range []Site{{"b.go", 1}, {"a.go", 10}, {"a.go", 9}, {"a.go", 10}} {
		f.Add("Z", s)
	}
	f.Add("A", Site{"c.go", 1})
	f.Unclear = []Unclear{{Site{"b.ts", 1}, "x"}, {Site{"a.ts", 2}, "z"}, {Site{"a.ts", 2}, "y"}, {Site{"b.ts", 1}, "x"}}
	f.Sort()
	want := Found{
		Sites: map[string][]Site{
			"A": {{"c.go", 1}},
			"Z": {{"a.go", 9}, {"a.go", 10}, {"b.go", 1}},
		},
		Unclear: []Unclear{{Site{"a.ts", 2}, "y"}, {Site{"a.ts", 2}, "z"}, {Site{"b.ts", 1}, "x"}},
	}
	if !reflect.DeepEqual(f, want) {
		t.Errorf("sorted: %+v, want %+v", f, want)
	}
	if got := f.Methods(); !reflect.DeepEqual(got, []string{"A", "Z"}) {
		t.Errorf("methods: %v", got)
	}
}

func TestKey(t *testing.T) {
	for _, name := range []string{"core_users_list", "CoreUsersList", "coreUsersList", "core-users.list"} {
		if got := Key(name); got != "coreuserslist" {
			t.Errorf("Key(%s) = %s", name, got)
		}
	}
}
