package wheel

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// What repairs a wheel, which depends on the fault: only one that was damaged on its way is whole the second time.
const (
	fetchAgain = "remove it and fetch it again"
	buildAnew  = "build it anew"
	doNot      = "do not install it"
)

// beginnings are those of files that are given for wheels by mistake, and what to do about it.
var beginnings = []struct{ bytes, what, advice string }{
	{"\x1f\x8b", "a gzip archive, as archives of sources are", "build a wheel of it"},
	{"BZh", "a bzip2 archive, as archives of sources were", "build a wheel of it"},
	{"\xfd7zXZ\x00", "an xz archive", "give a wheel"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive", "give a wheel"},
	{"<", "a page of the web or another text", "see what the address that it is of gives, and fetch it from the registry"},
	{"{", "a JSON text", "see what the address that it is of gives, and fetch it from the registry"},
	{"version https://git-lfs", "a pointer of Git LFS in place of the file", "run git lfs pull"},
}

// notAnArchive says why a file cannot be read as an archive.
func notAnArchive(in io.ReaderAt, size int64, reason error) error {
	start := make([]byte, min(size, 64))
	if n, err := in.ReadAt(start, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	} else {
		start = start[:n]
	}
	if size == 0 {
		return fmt.Errorf("it is empty; %s", fetchAgain)
	}
	trimmed := bytes.TrimLeft(start, " \t\r\n\ufeff")
	for _, b := range beginnings {
		if bytes.HasPrefix(trimmed, []byte(b.bytes)) {
			return fmt.Errorf("it is no zip archive but %s; %s", b.what, b.advice)
		}
	}
	switch {
	case !bytes.HasPrefix(start, []byte("PK")):
		return fmt.Errorf("it is no zip archive, which would begin with PK; give a wheel")
	case !hasEnd(in, size):
		return fmt.Errorf("it is cut off: the list of files at the end of the archive is missing; %s", fetchAgain)
	}
	return fmt.Errorf("the list of files at the end of the archive is damaged (%s); %s", plain(reason), fetchAgain)
}

// hasEnd says whether the record is there with which a zip archive ends, a comment of at most 64 KiB aside.
func hasEnd(in io.ReaderAt, size int64) bool {
	tail := make([]byte, min(size, 65536+22))
	if _, err := in.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	return bytes.Contains(tail, []byte("PK\x05\x06"))
}

// methods are ways to compress that archives know and wheels are not made with.
var methods = map[uint16]string{
	1: "Shrink", 6: "Implode", 9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 94: "MP3", 95: "xz", 98: "PPMd", 99: "AES",
}

// checkEntry refuses an entry that cannot be unpacked, or not without harm.
func checkEntry(z *zip.File) error {
	if z.Flags&1 != 0 {
		return fmt.Errorf("its file %s is encrypted, and nothing asks for a password here; take one that is not", z.Name)
	}
	if z.Method != zip.Store && z.Method != zip.Deflate {
		name, known := methods[z.Method]
		if !known {
			name = fmt.Sprintf("method %d", z.Method)
		}
		return fmt.Errorf("its file %s is compressed with %s, and only files that are stored or deflated can be read here; pack it anew, like wheel unpack and wheel pack do", z.Name, name)
	}
	if strings.HasSuffix(z.Name, "/") {
		return nil
	}
	switch kind := z.Mode().Type(); {
	case kind == fs.ModeSymlink:
		return fmt.Errorf("its entry %s is a link, which may lead anywhere; %s", z.Name, doNot)
	case kind != 0:
		return fmt.Errorf("its entry %s is not a regular file; %s", z.Name, doNot)
	}
	return nil
}

// damaged says why the bytes of a file cannot be had.
func damaged(name string, err error) error {
	switch {
	case errors.Is(err, zip.ErrChecksum):
		return fmt.Errorf("its file %s is damaged: the bytes have not the checksum that the archive says; %s", name, fetchAgain)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("its file %s is damaged: it ends before its size; %s", name, fetchAgain)
	case errors.Is(err, zip.ErrFormat):
		return fmt.Errorf("its file %s is damaged: what the archive says in front of it is not the same as in its list; %s", name, fetchAgain)
	}
	return fmt.Errorf("its file %s is damaged (%s); %s", name, plain(err), fetchAgain)
}

func plain(err error) string { return strings.TrimPrefix(err.Error(), "zip: ") }
