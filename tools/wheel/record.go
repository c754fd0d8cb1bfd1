package wheel

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"hash"
	"strconv"
	"strings"
)

// Entry is one line of a RECORD: a file, and the hash and size that it has.
type Entry struct {
	// Name is the file's path.
	Name string
	// Algorithm is sha256, sha384 or sha512; empty for a file that is not hashed, such as RECORD itself.
	Algorithm string
	// Digest is the hash.
	Digest []byte
}

// ParseRecord reads a RECORD.
func ParseRecord(content []byte) (map[string]Entry, error) {
	reader := csv.NewReader(bytes.NewReader(content))
	reader.FieldsPerRecord = -1
	lines, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("its RECORD is not a list of comma-separated values: %w", err)
	}
	entries := make(map[string]Entry, len(lines))
	for _, line := range lines {
		if len(line) != 3 {
			return nil, fmt.Errorf("its RECORD has a line of %d values in place of 3: %s", len(line), strings.Join(line, ","))
		}
		entry := Entry{Name: line[0]}
		if line[1] != "" {
			algorithm, digest, _ := strings.Cut(line[1], "=")
			decoded, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(digest, "="))
			if err != nil || newHash(algorithm) == nil || newHash(algorithm).Size() != len(decoded) {
				return nil, fmt.Errorf("its RECORD has no SHA-2 hash for %s, but %q", line[0], line[1])
			}
			entry.Algorithm, entry.Digest = algorithm, decoded
		}
		if _, twice := entries[entry.Name]; twice {
			return nil, fmt.Errorf("its RECORD names %s twice", entry.Name)
		}
		entries[entry.Name] = entry
	}
	return entries, nil
}

// newHash is the hash of that name; nil for one that RECORD may not use, such as md5.
func newHash(algorithm string) hash.Hash {
	switch algorithm {
	case "sha256":
		return sha256.New()
	case "sha384":
		return sha512.New384()
	case "sha512":
		return sha512.New()
	}
	return nil
}

// matches says whether content has the entry's hash.
func (e Entry) matches(content []byte) bool {
	h := newHash(e.Algorithm)
	h.Write(content)
	return bytes.Equal(h.Sum(nil), e.Digest)
}

// RecordLine is the line of a RECORD for a file with that content, newline included.
func RecordLine(name string, content []byte) string {
	sum := sha256.Sum256(content)
	return csvLine(name, "sha256="+base64.RawURLEncoding.EncodeToString(sum[:]), strconv.Itoa(len(content)))
}

// UnhashedLine is the line for a file whose hash cannot be there: that of RECORD itself.
func UnhashedLine(name string) string { return csvLine(name, "", "") }

func csvLine(fields ...string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	// Writing to a strings.Builder cannot fail.
	_ = w.Write(fields)
	w.Flush()
	return b.String()
}
