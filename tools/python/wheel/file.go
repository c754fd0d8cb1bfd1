package wheel

import (
	"archive/zip"
	"encoding/base64"
	"fmt"
	"io"
	"iter"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// File is a file of a wheel.
type File struct {
	// Name is its path in the wheel.
	Name string
	// Executable says that the archive marks it so.
	Executable bool
	// Number is its place in the archive's list.
	Number int

	wheel *Wheel
	zip   *zip.File
	entry Entry
}

// Read returns the file's bytes, which have the hash that RECORD says.
func (f *File) Read() ([]byte, error) {
	content, err := f.checked()
	if err != nil {
		return nil, f.wheel.errorf("%w", err)
	}
	return content, nil
}

// RecordLine is the line of a RECORD for the file under another name, newline included.
func (f *File) RecordLine(name string) string {
	return csvLine(name, f.entry.Algorithm+"="+base64.RawURLEncoding.EncodeToString(f.entry.Digest), strconv.FormatUint(f.zip.UncompressedSize64, 10))
}

func (f *File) checked() ([]byte, error) {
	content, err := f.bytes()
	if err == nil && !f.entry.matches(content) {
		err = fmt.Errorf("the bytes of its file %s have not the hash that its RECORD says: it was changed after it was packed; %s", f.Name, doNot)
	}
	return content, err
}

func (f *File) bytes() ([]byte, error) {
	in, err := f.zip.Open()
	if err != nil {
		return nil, damaged(f.Name, err)
	}
	defer in.Close()
	content, err := io.ReadAll(in)
	if err != nil {
		return nil, damaged(f.Name, err)
	}
	return content, nil
}

// longest is how many bytes a name may have on the file systems of Linux.
const longest = 255

// checkName refuses a path that would lead out of the folder that a wheel is unpacked to, or that means different things to
// different programs.
func checkName(z *zip.File) error {
	name := z.Name
	plain := strings.TrimSuffix(name, "/")
	parts := strings.Split(plain, "/")
	switch {
	case strings.HasPrefix(name, "/"), slices.Contains(parts, ".."):
		return fmt.Errorf("its entry %q leads out of the folder that it would be unpacked to; %s", name, doNot)
	case !utf8.ValidString(name):
		return fmt.Errorf("the name of its entry %q is not UTF-8; %s", name, buildAnew)
	case plain == "" || plain == "." || path.Clean(plain) != plain || strings.ContainsFunc(name, func(r rune) bool { return r == '\\' || unicode.IsControl(r) }):
		return fmt.Errorf("its entry %q is no plain path; %s", name, doNot)
	case slices.ContainsFunc(parts, func(part string) bool { return len(part) > longest }):
		return fmt.Errorf("its entry %.60q… has a name of more than %d bytes, which no file system takes; %s", name, longest, buildAnew)
	}
	return nil
}

// parents are the folders that a path lies in, the nearest first.
func parents(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := len(name) - 1; i > 0; i-- {
			if name[i] == '/' && !yield(name[:i]) {
				return
			}
		}
	}
}

// shown is what a wheel says as part of a sentence: as it is, unless it would break that.
func shown(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(text)
	}
	return text
}
