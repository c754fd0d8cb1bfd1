package wheel

import (
	"archive/zip"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Wheel is an open wheel.
type Wheel struct {
	// Base is the wheel's file name.
	Base string
	// Filename is what that says.
	Filename
	// DistInfo is the folder of the wheel's metadata, such as name-1.0.dist-info.
	DistInfo string
	// Data is the folder of what does not go into a site, such as name-1.0.data. There need not be one.
	Data string
	// Files are the wheel's files in the order of their names, the RECORD left out.
	Files []*File

	archive *zip.ReadCloser
}

// File is a file of a wheel.
type File struct {
	// Name is its path in the wheel.
	Name string
	// Executable says that the archive marks it so.
	Executable bool

	wheel *Wheel
	zip   *zip.File
	entry Entry
}

// fetchAgain is what repairs a wheel that was damaged on its way.
const fetchAgain = "remove it and fetch it again"

// Open reads a wheel's list of files and checks it. Close it.
func Open(name string) (*Wheel, error) {
	parsed, err := ParseFilename(name)
	if err != nil {
		return nil, err
	}
	w := &Wheel{Base: filepath.Base(name), Filename: parsed}
	if w.archive, err = zip.OpenReader(name); err != nil {
		var where *fs.PathError
		if errors.As(err, &where) {
			return nil, fmt.Errorf("reading the wheel %s: %w", name, where.Err)
		}
		return nil, w.errorf("it is no sound archive (%s); %s", strings.TrimPrefix(err.Error(), "zip: "), fetchAgain)
	}
	if err := w.read(); err != nil {
		w.Close()
		return nil, err
	}
	return w, nil
}

// Close closes the archive.
func (w *Wheel) Close() error { return w.archive.Close() }

// errorf is an error in the wheel's content.
func (w *Wheel) errorf(format string, args ...any) error {
	return fmt.Errorf("reading the wheel %s: %w", w.Base, fmt.Errorf(format, args...))
}

func (w *Wheel) read() error {
	found := map[string]*File{}
	for _, z := range w.archive.File {
		if err := checkName(z.Name); err != nil {
			return w.errorf("%w; do not install it", err)
		}
		if strings.HasSuffix(z.Name, "/") {
			continue
		}
		if !z.Mode().IsRegular() {
			return w.errorf("its entry %s is not a regular file; do not install it", z.Name)
		}
		if found[z.Name] != nil {
			return w.errorf("it holds the file %s twice; do not install it", z.Name)
		}
		found[z.Name] = &File{Name: z.Name, Executable: z.Mode()&0o111 != 0, wheel: w, zip: z}
	}
	if err := w.findFolders(found); err != nil {
		return err
	}
	return w.readRecord(found)
}

// checkName refuses a path that would lead out of the folder that a wheel is unpacked to.
func checkName(name string) error {
	plain := strings.TrimSuffix(name, "/")
	switch {
	case strings.HasPrefix(name, "/"), slices.Contains(strings.Split(plain, "/"), ".."):
		return fmt.Errorf("its entry %q leads out of the folder that it would be unpacked to", name)
	case plain == "" || path.Clean(plain) != plain || strings.ContainsFunc(name, func(r rune) bool { return r == '\\' || r < ' ' || r == 0x7f }):
		return fmt.Errorf("its entry %q is no plain path", name)
	}
	return nil
}

// findFolders finds the folders that PEP 427 gives a meaning.
func (w *Wheel) findFolders(found map[string]*File) error {
	folders := map[string]bool{}
	for name := range found {
		if first, _, below := strings.Cut(name, "/"); below && strings.HasSuffix(first, ".dist-info") {
			folders[first] = true
		}
	}
	if len(folders) != 1 {
		return w.errorf("it holds %d folders named *.dist-info in place of one; %s", len(folders), fetchAgain)
	}
	for folder := range folders {
		w.DistInfo = folder
	}
	stem := strings.TrimSuffix(w.DistInfo, ".dist-info")
	distribution, version, _ := strings.Cut(stem, "-")
	if Normalise(distribution) != Normalise(w.Distribution) || version != w.Version {
		return w.errorf("it holds %s, which is another distribution than its name says; give it the name that its registry has", w.DistInfo)
	}
	w.Data = stem + ".data"
	return nil
}

func (w *Wheel) readRecord(found map[string]*File) error {
	name := w.DistInfo + "/RECORD"
	record := found[name]
	if record == nil {
		return w.errorf("it has no RECORD, so nothing says which bytes are meant; build it anew")
	}
	content, err := record.bytes()
	if err != nil {
		return err
	}
	entries, err := ParseRecord(content)
	if err != nil {
		return w.errorf("%w; build it anew", err)
	}
	for _, unlisted := range []string{name, name + ".jws", name + ".p7s"} {
		delete(found, unlisted)
		delete(entries, unlisted)
	}
	for _, f := range found {
		entry, listed := entries[f.Name]
		if !listed || entry.Algorithm == "" {
			return w.errorf("its RECORD has no hash for its file %s; build it anew", f.Name)
		}
		f.entry = entry
		delete(entries, f.Name)
		w.Files = append(w.Files, f)
	}
	slices.SortFunc(w.Files, func(a, b *File) int { return strings.Compare(a.Name, b.Name) })
	missing := make([]string, 0, len(entries))
	for name := range entries {
		missing = append(missing, name)
	}
	if len(missing) > 0 {
		return w.errorf("it lacks the file %s, which its RECORD names; %s", slices.Min(missing), fetchAgain)
	}
	return nil
}

// Read returns the file's bytes, which have the hash that RECORD says.
func (f *File) Read() ([]byte, error) {
	content, err := f.bytes()
	if err != nil {
		return nil, err
	}
	if !f.entry.matches(content) {
		return nil, f.wheel.errorf("the bytes of its file %s have not the hash that its RECORD says; %s", f.Name, fetchAgain)
	}
	return content, nil
}

// RecordLine is the line of a RECORD for the file under another name, newline included.
func (f *File) RecordLine(name string) string {
	return csvLine(name, f.entry.Algorithm+"="+base64.RawURLEncoding.EncodeToString(f.entry.Digest), strconv.FormatUint(f.zip.UncompressedSize64, 10))
}

func (f *File) bytes() ([]byte, error) {
	in, err := f.zip.Open()
	if err != nil {
		return nil, f.wheel.errorf("its file %s cannot be unpacked (%s); %s", f.Name, strings.TrimPrefix(err.Error(), "zip: "), fetchAgain)
	}
	defer in.Close()
	content, err := io.ReadAll(in)
	if err != nil {
		return nil, f.wheel.errorf("its file %s is damaged (%s); %s", f.Name, strings.TrimPrefix(err.Error(), "zip: "), fetchAgain)
	}
	return content, nil
}

// Lookup is the file of that name in the wheel's metadata folder, or nil.
func (w *Wheel) Lookup(name string) *File {
	i, ok := slices.BinarySearchFunc(w.Files, w.DistInfo+"/"+name, func(f *File, name string) int { return strings.Compare(f.Name, name) })
	if !ok {
		return nil
	}
	return w.Files[i]
}

// Find returns the wheels that paths name: a file is itself, a folder is what it holds, sorted by file name.
func Find(paths []string) ([]string, error) {
	var found []string
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, fmt.Errorf("looking for wheels in %s: %w", p, reason(err))
		}
		if !info.IsDir() {
			found = append(found, p)
			continue
		}
		inside, err := filepath.Glob(filepath.Join(p, "*.whl"))
		if err != nil {
			return nil, fmt.Errorf("looking for wheels in %s: %w", p, err)
		}
		if len(inside) == 0 {
			return nil, fmt.Errorf("looking for wheels in %s: it holds none", p)
		}
		found = append(found, inside...)
	}
	slices.SortStableFunc(found, func(a, b string) int { return strings.Compare(filepath.Base(a), filepath.Base(b)) })
	return found, nil
}

func reason(err error) error {
	var where *fs.PathError
	if errors.As(err, &where) {
		return where.Err
	}
	return err
}
