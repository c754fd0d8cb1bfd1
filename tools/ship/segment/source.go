package segment

import (
	"archive/tar"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"akbuild.internal/tools/base/tree"
)

// Source is something that goes into a segment.
type Source struct {
	// Dest is where a file or folder goes in the archive; it is empty if Path is an archive itself.
	Dest string
	// Path is a file, a folder, or an archive without compression.
	Path string
}

// ParseSource reads "dest=path".
func ParseSource(arg string) (Source, error) {
	dest, source, ok := strings.Cut(arg, "=")
	if !ok || source == "" || dest == "" || dest != path.Clean(dest) || path.IsAbs(dest) || strings.HasPrefix(dest, "..") {
		return Source{}, fmt.Errorf("reading the part %q: it is not of the form dest=path, with a path of the archive as dest", arg)
	}
	return Source{Dest: dest, Path: source}, nil
}

// entry is one entry of the archive: a file of the disk, or content.
type entry struct {
	header  *tar.Header
	path    string
	content []byte
}

// list is all entries, sorted, with the folders that they lie in.
func list(sources []Source) ([]entry, error) {
	var entries []entry
	for _, source := range sources {
		var more []entry
		var err error
		if source.Dest == "" {
			more, err = archived(source.Path)
		} else {
			more, err = onDisk(source)
		}
		if err != nil {
			return nil, err
		}
		entries = append(entries, more...)
	}
	entries = append(entries, folders(entries)...)
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.header.Name, b.header.Name) })
	// A folder may be that of more than one part, if they agree about it.
	entries = slices.CompactFunc(entries, func(a, b entry) bool {
		return a.header.Typeflag == tar.TypeDir && b.header.Typeflag == tar.TypeDir && a.header.Name == b.header.Name &&
			a.header.Mode == b.header.Mode && a.header.Uid == b.header.Uid
	})
	for i := 1; i < len(entries); i++ {
		if entries[i].header.Name == entries[i-1].header.Name {
			return nil, fmt.Errorf("packing %s: two of the parts bring it", entries[i].header.Name)
		}
	}
	return entries, nil
}

// folders is the folders that entries lie in and that are no entries.
func folders(entries []entry) []entry {
	have := map[string]bool{"./": true, "/": true}
	for _, e := range entries {
		have[e.header.Name] = true
	}
	var missing []entry
	for _, e := range entries {
		for dir := path.Dir(strings.TrimSuffix(e.header.Name, "/")); !have[dir+"/"]; dir = path.Dir(dir) {
			have[dir+"/"] = true
			missing = append(missing, entry{header: normal(&tar.Header{Typeflag: tar.TypeDir, Name: dir + "/", Mode: 0o755})})
		}
	}
	return missing
}

// normal removes from a header what differs from one machine to the other.
func normal(h *tar.Header) *tar.Header {
	return &tar.Header{
		Typeflag: h.Typeflag, Name: h.Name, Linkname: h.Linkname, Size: h.Size, Mode: h.Mode, Uid: h.Uid, Gid: h.Gid,
		ModTime: time.Unix(0, 0), Format: tar.FormatPAX,
	}
}

// archived is the entries of an archive, with the owners and modes that it says.
func archived(file string) ([]entry, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("reading a part of the archive: %w", err)
	}
	defer f.Close()
	var entries []entry
	for r := tar.NewReader(bufio.NewReader(f)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return entries, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading the archive %s: %w", file, err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return nil, fmt.Errorf("reading the archive %s: %w", file, err)
		}
		name := path.Clean(h.Name)
		if name == "." {
			continue
		}
		if h.Typeflag == tar.TypeDir {
			name += "/"
		}
		h.Name = name
		entries = append(entries, entry{header: normal(h), content: content})
	}
}

// onDisk is a file, or the files of a folder.
func onDisk(source Source) ([]entry, error) {
	info, err := os.Stat(source.Path)
	if err != nil {
		return nil, fmt.Errorf("reading %s to pack it: %w", source.Path, tree.Reason(err))
	}
	files := []tree.File{{Rel: source.Dest, Path: source.Path}}
	if info.IsDir() {
		if files, err = tree.List(source.Path, tree.Options{}); err != nil {
			return nil, err
		}
		for i := range files {
			files[i].Rel = path.Join(source.Dest, files[i].Rel)
		}
	}
	var entries []entry
	for _, file := range files {
		info, err := os.Stat(file.Path)
		if err != nil {
			return nil, fmt.Errorf("reading %s to pack it: %w", file.Path, tree.Reason(err))
		}
		mode, err := mode(file.Path)
		if err != nil {
			return nil, fmt.Errorf("reading %s to pack it: %w", file.Path, tree.Reason(err))
		}
		entries = append(entries, entry{
			path:   file.Path,
			header: normal(&tar.Header{Typeflag: tar.TypeReg, Name: file.Rel, Size: info.Size(), Mode: mode}),
		})
	}
	return entries, nil
}

// mode is that of a program for what a kernel would execute, whatever the file's own says: Bazel makes everything executable.
func mode(file string) (int64, error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	head := make([]byte, 4)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return 0, err
	}
	if head = head[:n]; bytes.HasPrefix(head, []byte("#!")) || bytes.Equal(head, []byte("\x7fELF")) {
		return 0o755, nil
	}
	return 0o644, nil
}

func (e entry) write(w *tar.Writer) error {
	if err := w.WriteHeader(e.header); err != nil {
		return fmt.Errorf("packing %s: %w", e.header.Name, err)
	}
	if e.path == "" {
		_, err := w.Write(e.content)
		return err
	}
	f, err := os.Open(e.path)
	if err != nil {
		return fmt.Errorf("packing %s: %w", e.header.Name, tree.Reason(err))
	}
	defer f.Close()
	if _, err := io.Copy(w, f); err != nil {
		return fmt.Errorf("packing %s: %w", e.header.Name, err)
	}
	return nil
}
