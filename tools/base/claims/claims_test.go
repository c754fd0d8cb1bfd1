package claims_test

import (
	"testing"

	"akbuild.internal/tools/base/claims"
)

func TestBlocking(t *testing.T) {
	var c claims.Claims
	if _, blocked := c.Blocking("a/b", "one"); blocked {
		t.Error("nothing is claimed, and something blocks")
	}
	c.Add("a/b/c", "one")
	c.Add("a/d", "one")
	c.Add("x", "two")
	for _, test := range []struct{ name, owner, want string }{
		{"a/b/c", "two", "a/b/c"},
		{"a/b/c", "one", ""},
		{"a/b", "one", "a/b/c"},
		{"a", "two", "a/b/c"},
		{"a/b/c/d/e", "one", "a/b/c"},
		{"x/y", "two", "x"},
		{"a/e", "two", ""},
		{"a/B/C", "two", ""},
		{"a/bc", "two", ""},
		{"xy", "one", ""},
	} {
		got, blocked := c.Blocking(test.name, test.owner)
		if got != test.want || blocked != (test.want != "") {
			t.Errorf("%s of %s: %q, %v, want %q", test.name, test.owner, got, blocked, test.want)
		}
	}
	if c.Owner("a/d") != "one" || c.Owner("a") != "" {
		t.Error("the owners are others")
	}
	if claims.Both("a/b", "a/b/c") != "a/b" || claims.Both("a/b/c", "a/b") != "a/b" {
		t.Error("the file and folder is another")
	}
}
