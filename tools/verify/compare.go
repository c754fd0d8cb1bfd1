package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"akbuild.internal/tools/base/tree"
)

// compared is what came of comparing an output of two sides.
type compared struct {
	// files and size are what the first side has.
	files int
	size  int64
	// different says of each file that differs how.
	different []string
}

// compare compares two outputs, files or folders, byte by byte, with names and who may execute what.
func compare(one, other string) (compared, error) {
	var c compared
	files, err := filesOf(one)
	if err != nil {
		return c, err
	}
	others, err := filesOf(other)
	if err != nil {
		return c, err
	}
	for rel := range others {
		if _, there := files[rel]; !there {
			c.different = append(c.different, fmt.Sprintf("%s: only the second has it", filepath.Join(other, rel)))
		}
	}
	for rel, path := range files {
		c.files++
		if info, err := os.Stat(path); err == nil {
			c.size += info.Size()
		}
		second, there := others[rel]
		if !there {
			c.different = append(c.different, fmt.Sprintf("%s: only the first has it", path))
			continue
		}
		how, err := difference(path, second)
		if err != nil {
			return c, err
		}
		if how != "" {
			c.different = append(c.different, path+": "+how)
		}
	}
	slices.Sort(c.different)
	return c, nil
}

// filesOf are the files of an output by their paths below it.
func filesOf(output string) (map[string]string, error) {
	info, err := os.Stat(output)
	if err != nil {
		return nil, fmt.Errorf("comparing %s: %w", output, tree.Reason(err))
	}
	if !info.IsDir() {
		return map[string]string{"": output}, nil
	}
	list, err := tree.List(output, tree.Options{})
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, file := range list {
		files[file.Rel] = file.Path
	}
	return files, nil
}

// difference says how two files differ, and nothing if they do not.
func difference(one, other string) (string, error) {
	var files [2]*os.File
	var modes [2]os.FileMode
	for i, name := range []string{one, other} {
		file, err := os.Open(name)
		if err != nil {
			return "", fmt.Errorf("comparing %s: %w", name, tree.Reason(err))
		}
		defer file.Close()
		info, err := file.Stat()
		if err != nil {
			return "", err
		}
		files[i], modes[i] = file, info.Mode()&0o111
	}
	if modes[0] != modes[1] {
		return fmt.Sprintf("who may execute it is %03o and %03o", modes[0], modes[1]), nil
	}
	var parts [2][1 << 16]byte
	for at := 0; ; {
		n, err := io.ReadFull(files[0], parts[0][:])
		m, err2 := io.ReadFull(files[1], parts[1][:])
		a, b := parts[0][:n], parts[1][:m]
		if !bytes.Equal(a, b) {
			i := 0
			for i < min(n, m) && a[i] == b[i] {
				i++
			}
			return fmt.Sprintf("the first byte that differs is number %d, %s and %s", at+i, around(a, i), around(b, i)), nil
		}
		at += n
		if err != nil || err2 != nil {
			if err == io.EOF || err == io.ErrUnexpectedEOF {
				return "", nil
			}
			return "", err
		}
	}
}

// around is a byte and a few after it.
func around(content []byte, at int) string {
	if at >= len(content) {
		return "the end"
	}
	return fmt.Sprintf("%q", content[at:min(at+16, len(content))])
}
