package wheel

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Entry is one line of a RECORD: a file, and the hash and size that it has.
type Entry struct {
	// Name is the file's path.
	Name string
	// Algorithm is sha256, sha384 or sha512; empty for a file that is not hashed, such as RECORD itself.
	Algorithm string
	// Digest is the hash.
	Digest []byte
	// Size is how many bytes the file has; -1 where the line does not say.
	Size int64
}

// ParseRecord reads a RECORD.
func ParseRecord(content []byte) (map[string]Entry, error) {
	if !utf8.Valid(content) {
		return nil, fmt.Errorf("its RECORD is not UTF-8")
	}
	reader := csv.NewReader(bytes.NewReader(content))
	reader.FieldsPerRecord = -1
	lines, err := reader.ReadAll()
	if err != nil {
		var where *csv.ParseError
		if errors.As(err, &where) {
			return nil, fmt.Errorf("its RECORD, line %d, is not a list of comma-separated values: %w", where.Line, where.Err)
		}
		return nil, fmt.Errorf("its RECORD is not a list of comma-separated values: %w", err)
	}
	entries := make(map[string]Entry, len(lines))
	for _, line := range lines {
		entry, err := parseEntry(line)
		if err != nil {
			return nil, err
		}
		if _, twice := entries[entry.Name]; twice {
			return nil, fmt.Errorf("its RECORD names %s twice", shown(entry.Name))
		}
		entries[entry.Name] = entry
	}
	return entries, nil
}

func parseEntry(line []string) (Entry, error) {
	if len(line) != 3 {
		return Entry{}, fmt.Errorf("its RECORD has a line of %d values in place of 3: %s", len(line), shown(strings.Join(line, ",")))
	}
	entry := Entry{Name: line[0], Size: -1}
	switch {
	case entry.Name == "":
		return entry, fmt.Errorf("its RECORD has a line without a file: %s", shown(strings.Join(line, ",")))
	case strings.HasSuffix(entry.Name, "/"):
		return entry, fmt.Errorf("its RECORD names the folder %s, and only files belong there", shown(entry.Name))
	}
	if line[1] != "" {
		algorithm, digest, _ := strings.Cut(line[1], "=")
		decoded := decode(newHash(algorithm), digest)
		if decoded == nil {
			return entry, fmt.Errorf("its RECORD has no SHA-2 hash for %s, but %q", shown(line[0]), line[1])
		}
		entry.Algorithm, entry.Digest = algorithm, decoded
	}
	if line[2] != "" {
		size, err := strconv.ParseInt(line[2], 10, 64)
		if err != nil || size < 0 {
			return entry, fmt.Errorf("its RECORD has no size for %s, but %q", shown(line[0]), line[2])
		}
		entry.Size = size
	}
	return entry, nil
}

// decode reads a hash, as base64 or, as some build backends write it and installers take it, in hexadecimal; nil if it is none.
func decode(h hash.Hash, digest string) []byte {
	if h == nil {
		return nil
	}
	if decoded, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(digest, "=")); err == nil && len(decoded) == h.Size() {
		return decoded
	}
	if decoded, err := hex.DecodeString(digest); err == nil && len(decoded) == h.Size() {
		return decoded
	}
	return nil
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
