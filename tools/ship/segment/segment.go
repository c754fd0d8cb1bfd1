// Package segment writes pieces of a tar archive, each compressed by itself: pieces one after the other, and an end, are one archive.
// So what is shipped is compressed once, whether it becomes a layer of an image or a part of the tarball, and an edit compresses
// again the piece that it is in.
package segment

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"os"

	"github.com/klauspost/compress/zstd"

	"akbuild.internal/tools/base/stage"
)

// Description is what an image says of a segment that is a layer, the end of the archive included.
type Description struct {
	// Digest and Size are those of the compressed archive, DiffID is the digest of what it holds: sha256 in hexadecimal.
	Digest string `json:"digest"`
	DiffID string `json:"diffId"`
	Size   int64  `json:"size"`
	// Files is the number of files, and Bytes how many bytes they have.
	Files int   `json:"files"`
	Bytes int64 `json:"bytes"`
}

// Write writes the segment out, and its description beside it.
func Write(out, description string, sources []Source) error {
	entries, err := list(sources)
	if err != nil {
		return err
	}
	var d Description
	file, err := os.Create(out + ".part")
	if err != nil {
		return fmt.Errorf("writing %s: %w", out, err)
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if d, err = write(file, entries); err != nil {
		return fmt.Errorf("writing %s: %w", out, err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("writing %s: %w", out, err)
	}
	content, err := json.Marshal(d)
	if err != nil {
		return err
	}
	if err := stage.File(description, append(content, '\n')); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), out); err != nil {
		return fmt.Errorf("writing %s: %w", out, err)
	}
	return nil
}

// Compressor is how everything that is shipped is compressed. One thread: what more of them make depends on their number.
func Compressor(w io.Writer) (*zstd.Encoder, error) {
	return zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderConcurrency(1))
}

// End is the compressed end of an archive.
func End() ([]byte, error) {
	var out bytes.Buffer
	w, err := Compressor(&out)
	if err != nil {
		return nil, err
	}
	if err := tar.NewWriter(w).Close(); err != nil {
		return nil, err
	}
	err = w.Close()
	return out.Bytes(), err
}

// counted hashes and counts what goes through.
type counted struct {
	hash.Hash
	size int64
}

func (c *counted) Write(p []byte) (int, error) {
	c.size += int64(len(p))
	return c.Hash.Write(p)
}

func (c *counted) String() string { return hex.EncodeToString(c.Sum(nil)) }

func write(out io.Writer, entries []entry) (Description, error) {
	var d Description
	packed, plain := &counted{Hash: sha256.New()}, &counted{Hash: sha256.New()}
	compressor, err := Compressor(io.MultiWriter(out, packed))
	if err != nil {
		return d, err
	}
	archive := tar.NewWriter(io.MultiWriter(compressor, plain))
	for _, e := range entries {
		if err := e.write(archive); err != nil {
			return d, err
		}
		if e.header.Typeflag == tar.TypeReg {
			d.Files++
			d.Bytes += e.header.Size
		}
	}
	// Not Close: that writes the end.
	if err := archive.Flush(); err != nil {
		return d, err
	}
	if err := compressor.Close(); err != nil {
		return d, err
	}
	end, err := End()
	if err != nil {
		return d, err
	}
	packed.Write(end)
	if err := tar.NewWriter(plain).Close(); err != nil {
		return d, err
	}
	d.Digest, d.DiffID, d.Size = packed.String(), plain.String(), packed.size
	return d, nil
}

// Join writes the archive that segments are, with its end.
func Join(out io.Writer, segments []string) error {
	for _, segment := range segments {
		file, err := os.Open(segment)
		if err != nil {
			return fmt.Errorf("reading a part of the archive: %w", err)
		}
		_, err = io.Copy(out, file)
		file.Close()
		if err != nil {
			return fmt.Errorf("copying %s: %w", segment, err)
		}
	}
	end, err := End()
	if err != nil {
		return err
	}
	_, err = out.Write(end)
	return err
}

// Describe reads a description.
func Describe(path string) (Description, error) {
	var d Description
	content, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(content, &d)
	}
	if err != nil {
		return d, fmt.Errorf("reading the description of a layer: %w", err)
	}
	return d, nil
}
