package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/gorilla/handlers"
	"github.com/jellydator/ttlcache/v3"
)

// Files serves the files below root. It lists no folders, follows no path out of root, and names versions by content:
// trees built by Nix or Bazel have no usable modification times, so Last-Modified would tell browsers lies.
func Files(root http.FileSystem) http.Handler {
	f := &files{
		root: root,
		tags: ttlcache.New(ttlcache.WithTTL[string, string](time.Hour), ttlcache.WithCapacity[string, string](4096)),
	}
	compressed := handlers.CompressHandler(http.HandlerFunc(f.serve))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Range") != "" {
			// A part of a file is not compressed: its byte numbers would be those of something else.
			f.serve(w, r)
			return
		}
		compressed.ServeHTTP(w, r)
	})
}

type files struct {
	root http.FileSystem
	tags *ttlcache.Cache[string, string]
}

func (f *files) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	name := r.URL.Path
	if !strings.HasPrefix(name, "/") {
		name = "/" + name
	}
	file, err := f.root.Open(name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		http.NotFound(w, r)
		return
	}
	tag, err := f.tag(name, info, file)
	if err != nil {
		http.Error(w, "reading the file failed", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Etag", tag)
	w.Header().Set("Cache-Control", "public, no-cache")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(w, r, info.Name(), time.Time{}, file)
}

// tag returns a file's ETag: a weak one, because the same file may go out compressed or not.
func (f *files) tag(name string, info os.FileInfo, file io.ReadSeeker) (string, error) {
	key := fmt.Sprintf("%s %d %d", name, info.Size(), info.ModTime().UnixNano())
	if item := f.tags.Get(key); item != nil {
		return item.Value(), nil
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", fmt.Errorf("reading %s: %w", name, err)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return "", fmt.Errorf("rewinding %s: %w", name, err)
	}
	tag := `W/"` + hex.EncodeToString(sum.Sum(nil)[:12]) + `"`
	f.tags.Set(key, tag, ttlcache.DefaultTTL)
	return tag, nil
}
