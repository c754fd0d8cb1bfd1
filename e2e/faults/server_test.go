package faults

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// store is a cache over HTTP that keeps what it is given in memory, and does what a fault has it do.
type store struct {
	mu    sync.Mutex
	files map[string][]byte
	// asked counts the requests.
	asked int
}

// fault answers a request in place of the store, and says whether it did. content is what the store has.
type fault func(w http.ResponseWriter, r *http.Request, content []byte) bool

// serve starts the store with a fault, or none.
func (s *store) serve(t *testing.T, broken fault) (url string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked++
		content, there := s.files[r.URL.Path]
		s.mu.Unlock()
		if broken != nil && broken(w, r, content) {
			return
		}
		switch {
		case r.Method == http.MethodPut:
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return
			}
			s.put(r.URL.Path, body)
		case there:
			answer(w, content, len(content))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func (s *store) put(path string, content []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[path] = content
}

// copy is a store with the same content.
func (s *store) copy() *store {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &store{files: maps.Clone(s.files)}
}

// wrong are the files whose name is not their hash.
func (s *store) wrong() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []string
	for path, content := range s.files {
		if hash, file := strings.CutPrefix(path, "/cas/"); file && hashOf(content) != hash {
			names = append(names, path)
		}
	}
	return slices.Sorted(slices.Values(names))
}

func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// answer sends content, and says that it is as long as that.
func answer(w http.ResponseWriter, content []byte, length int) {
	w.Header().Set("Content-Length", strconv.Itoa(length))
	_, _ = w.Write(content)
}

// slowly sends or takes bytes, so many a second for all of the clients together.
func slowly(rate int) fault {
	var pipe sync.Mutex
	wait := func(bytes int) {
		pipe.Lock()
		defer pipe.Unlock()
		time.Sleep(time.Second * time.Duration(bytes) / time.Duration(rate))
	}
	return func(w http.ResponseWriter, r *http.Request, content []byte) bool {
		if content == nil || r.Method != http.MethodGet {
			return false
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(content)))
		for piece := range slices.Chunk(content, 4096) {
			wait(len(piece))
			if _, err := w.Write(piece); err != nil {
				return true
			}
		}
		return true
	}
}

// status answers every request of a method with a status; "" is all of them.
func status(method string, code int) fault {
	return func(w http.ResponseWriter, r *http.Request, _ []byte) bool {
		if method != "" && r.Method != method {
			return false
		}
		http.Error(w, "this cache is broken", code)
		return true
	}
}

// bodies sends another body in place of each file (kind /cas/), or of each result of an action (/ac/).
func bodies(kind string, change func(content []byte) []byte) fault {
	return func(w http.ResponseWriter, r *http.Request, content []byte) bool {
		if r.Method != http.MethodGet || content == nil || !strings.HasPrefix(r.URL.Path, kind) {
			return false
		}
		body := change(slices.Clone(content))
		answer(w, body, len(body))
		return true
	}
}

// hangUp closes the connection after a part of the body that was promised.
func hangUp(w http.ResponseWriter, r *http.Request, content []byte) bool {
	if r.Method == http.MethodPut {
		_, _ = io.CopyN(io.Discard, r.Body, 10)
	} else if content != nil {
		answer(w, content[:len(content)/2], len(content))
	} else {
		return false
	}
	panic(http.ErrAbortHandler)
}

// flipped has one bit changed, in the middle.
func flipped(content []byte) []byte {
	if len(content) > 0 {
		content[len(content)/2] ^= 0x10
	}
	return content
}

// half is the first half.
func half(content []byte) []byte { return content[:len(content)/2] }

// nobody is an address that nobody listens at.
func nobody(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}
