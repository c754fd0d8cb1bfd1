package ownschema

import (
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"time"
)

// counter tells each second how many files there are.
type counter struct {
	out   io.Writer
	files int
	next  time.Time
}

func (c *counter) wrote(string) {
	c.files++
	if now := time.Now(); now.After(c.next) {
		c.next = now.Add(time.Second)
		fmt.Fprintf(c.out, "files written: %d\n", c.files)
	}
}

// count is how many files a tree has.
func count(dir string) (int, error) {
	files := 0
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files++
		}
		return err
	})
	return files, err
}
