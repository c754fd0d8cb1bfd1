package wheel

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/python/pytag"
)

// Wheel is an open wheel.
type Wheel struct {
	// Base is the wheel's file name.
	Base string
	// Filename is what that says.
	Filename
	// DistInfo is the folder of the wheel's metadata, such as name-1.0.dist-info.
	DistInfo string
	// Data are the folders of what does not go into a site, such as name-1.0.data. There need not be one.
	Data []string
	// Tags are what the wheel was made for, of its name and, one at least, of its WHEEL.
	Tags []pytag.Tag
	// RequiresPython are the versions of Python that it is for, such as ">=3.9"; empty for any.
	RequiresPython string
	// Files are the wheel's files in the order of their names, the RECORD left out.
	Files []*File

	archive *zip.Reader
	file    *os.File
}

// Open reads a wheel's list of files and checks it. Close it.
func Open(name string) (*Wheel, error) {
	parsed, err := ParseFilename(name)
	if err != nil {
		return nil, err
	}
	w := &Wheel{Base: filepath.Base(name), Filename: parsed}
	if w.file, err = os.Open(name); err != nil {
		return nil, fmt.Errorf("reading the wheel %s: %w", name, tree.Reason(err))
	}
	if err := w.read(); err != nil {
		w.Close()
		return nil, fmt.Errorf("reading the wheel %s: %w", w.Base, err)
	}
	return w, nil
}

// Close closes the archive.
func (w *Wheel) Close() error { return w.file.Close() }

// errorf is an error in the wheel's content.
func (w *Wheel) errorf(format string, args ...any) error {
	return fmt.Errorf("reading the wheel %s: %w", w.Base, fmt.Errorf(format, args...))
}

func (w *Wheel) read() error {
	info, err := w.file.Stat()
	if err != nil {
		return tree.Reason(err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("it is not a file; give a wheel, or the folder that it lies in")
	}
	if w.archive, err = zip.NewReader(w.file, info.Size()); w.archive == nil {
		return notAnArchive(w.file, info.Size(), err)
	}
	found, err := w.entries()
	if err != nil {
		return err
	}
	if err := w.findFolders(); err != nil {
		return err
	}
	if err := w.readRecord(found); err != nil {
		return err
	}
	return w.readMetadata()
}

// entries are the files of the archive, by name.
func (w *Wheel) entries() (map[string]*File, error) {
	found := map[string]*File{}
	for i, z := range w.archive.File {
		if err := checkName(z); err != nil {
			return nil, err
		}
		if err := checkEntry(z); err != nil {
			return nil, err
		}
		if strings.HasSuffix(z.Name, "/") {
			continue
		}
		if found[z.Name] != nil {
			return nil, fmt.Errorf("it holds the file %s twice; %s", z.Name, doNot)
		}
		found[z.Name] = &File{Name: z.Name, Executable: z.Mode()&0o111 != 0, Number: i, wheel: w, zip: z}
	}
	for _, z := range w.archive.File {
		for folder := range parents(strings.TrimSuffix(z.Name, "/")) {
			if found[folder] != nil {
				return nil, fmt.Errorf("it holds the file %s and, below it, %s; %s", folder, z.Name, doNot)
			}
		}
	}
	return found, nil
}

// findFolders finds the folders that PEP 427 gives a meaning. One that has the meaning for another distribution would be
// installed as if it were modules, or as metadata of what is not there.
func (w *Wheel) findFolders() error {
	folders := map[string]bool{}
	for _, z := range w.archive.File {
		if first, _, below := strings.Cut(z.Name, "/"); below {
			folders[first] = true
		}
	}
	var infos, strangers []string
	for folder := range folders {
		stem, isInfo := strings.CutSuffix(folder, ".dist-info")
		stem, isData := strings.CutSuffix(stem, ".data")
		switch {
		case !isInfo && !isData:
		case isInfo == isData || !w.isOf(stem):
			strangers = append(strangers, folder)
		case isInfo:
			infos = append(infos, folder)
		default:
			w.Data = append(w.Data, folder)
		}
	}
	slices.Sort(infos)
	slices.Sort(strangers)
	slices.Sort(w.Data)
	switch {
	case len(infos) == 0 && len(strangers) == 1 && strings.HasSuffix(strangers[0], ".dist-info"):
		return fmt.Errorf("it holds %s, which is another distribution than its name says; give it the name that its registry has", strangers[0])
	case len(strangers) > 0:
		return fmt.Errorf("its folder %s is not of %s %s, so nothing says where its files belong; %s", strangers[0], w.Distribution, w.Version, buildAnew)
	case len(infos) == 0:
		return fmt.Errorf("it holds no folder %s-%s.dist-info, so it is no wheel; %s", w.Distribution, w.Version, buildAnew)
	case len(infos) > 1:
		return fmt.Errorf("it holds two folders of metadata, %s and %s; %s", infos[0], infos[1], buildAnew)
	}
	w.DistInfo = infos[0]
	return nil
}

func (w *Wheel) readRecord(found map[string]*File) error {
	name := w.DistInfo + "/RECORD"
	record := found[name]
	if record == nil {
		return fmt.Errorf("it has no RECORD, so nothing says which bytes are meant; %s", buildAnew)
	}
	content, err := record.bytes()
	if err != nil {
		return err
	}
	entries, err := ParseRecord(content)
	if err != nil {
		return fmt.Errorf("%w; %s", err, buildAnew)
	}
	for _, unlisted := range []string{name, name + ".jws", name + ".p7s"} {
		delete(found, unlisted)
		delete(entries, unlisted)
	}
	for _, f := range found {
		entry, listed := entries[f.Name]
		if !listed || entry.Algorithm == "" {
			return fmt.Errorf("its RECORD has no hash for its file %s; %s", f.Name, buildAnew)
		}
		if entry.Size >= 0 && uint64(entry.Size) != f.zip.UncompressedSize64 {
			return fmt.Errorf("its file %s has %d bytes, and its RECORD says %d: it was changed after it was packed; %s", f.Name, f.zip.UncompressedSize64, entry.Size, buildAnew)
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
		return fmt.Errorf("it lacks the file %s, which its RECORD names; %s", shown(slices.Min(missing)), buildAnew)
	}
	return nil
}

// Lookup is the file of that name in the wheel's metadata folder, or nil.
func (w *Wheel) Lookup(name string) *File {
	i, ok := slices.BinarySearchFunc(w.Files, w.DistInfo+"/"+name, func(f *File, name string) int { return strings.Compare(f.Name, name) })
	if !ok {
		return nil
	}
	return w.Files[i]
}
