package wheel

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"akbuild.internal/tools/base/stage"
)

// zipEpoch is the earliest time that an archive can hold; every entry has it.
var zipEpoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Repack writes the files of a wheel into the folder out, under the same name: in the order of their names with the metadata last and its
// RECORD at the very end, each with the same time and mode. What built the wheel then leaves no trace but the files.
func (w *Wheel) Repack(out string) error {
	var content bytes.Buffer
	archive := zip.NewWriter(&content)
	var record strings.Builder
	for _, f := range w.ordered() {
		data, err := f.Read()
		if err != nil {
			return err
		}
		record.WriteString(RecordLine(f.Name, data))
		if err := add(archive, f.Name, data); err != nil {
			return fmt.Errorf("writing the wheel %s: %w", w.Base, err)
		}
	}
	name := w.DistInfo + "/RECORD"
	record.WriteString(UnhashedLine(name))
	err := add(archive, name, []byte(record.String()))
	if err == nil {
		err = archive.Close()
	}
	if err != nil {
		return fmt.Errorf("writing the wheel %s: %w", w.Base, err)
	}
	return stage.File(filepath.Join(out, w.Base), content.Bytes())
}

// ordered are the files with those of the metadata folder last, as PEP 427 recommends.
func (w *Wheel) ordered() []*File {
	var first, last []*File
	for _, f := range w.Files {
		if strings.HasPrefix(f.Name, w.DistInfo+"/") {
			last = append(last, f)
		} else {
			first = append(first, f)
		}
	}
	return append(first, last...)
}

// add appends a file. Its mode is 0644 whatever it was: a source file's own is no part of what Bazel caches.
func add(archive *zip.Writer, name string, data []byte) error {
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zipEpoch}
	header.SetMode(0o644)
	to, err := archive.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = to.Write(data)
	return err
}
