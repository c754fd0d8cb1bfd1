package main

import "testing"

// A change is one of one line, and another one with each number.
func TestChanges(t *testing.T) {
	const schema = "info:\n  description: no operation\npaths:\n  /a:\n    get:\n      description: Reads.\n      operationId: a\n    put:\n      description: Writes.\n"
	const want = "info:\n  description: no operation\npaths:\n  /a:\n    get:\n      description: Reads. 7\n      operationId: a\n    put:\n      description: Writes.\n"
	if got := string(described([]byte(schema), 7)); got != want {
		t.Errorf("got\n%s", got)
	}
	if got := string(described([]byte("openapi: 3\n"), 7)); got != "openapi: 3\n" {
		t.Errorf("got\n%s", got)
	}
	if got := string(appended("\nX = %d\n")([]byte("a\n"), 7)); got != "a\n\nX = 7\n" {
		t.Errorf("got\n%s", got)
	}
}
