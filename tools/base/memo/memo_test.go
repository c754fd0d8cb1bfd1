package memo

import (
	"context"
	"testing"
)

// What a request asks for is there in the next one; what it does not ask for is forgotten.
func TestNext(t *testing.T) {
	m := &Memo{}
	if From(m.In(context.Background())) != m {
		t.Error("the context has no memo")
	}
	kept, lost := KeyOf([]byte("kept")), KeyOf([]byte("lost"))
	m.Next()
	m.Put(kept, []byte("1"))
	m.Put(lost, []byte("2"))
	for range 3 {
		m.Next()
		if value, ok := m.Get(kept); !ok || string(value) != "1" {
			t.Errorf("got %q, %v", value, ok)
		}
	}
	if _, ok := m.Get(lost); ok {
		t.Error("it remembers what nobody asked for")
	}
}

// The parts of a key do not run into each other.
func TestKeyOf(t *testing.T) {
	if KeyOf([]byte("ab"), []byte("c")) == KeyOf([]byte("a"), []byte("bc")) {
		t.Error("two lists of parts have one key")
	}
}

func TestNone(t *testing.T) {
	m := From(context.Background())
	m.Next()
	m.Put(KeyOf(), nil)
	if _, ok := m.Get(KeyOf()); ok || m != nil {
		t.Error("a program that runs once remembers something")
	}
}
