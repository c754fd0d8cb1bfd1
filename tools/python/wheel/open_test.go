package wheel_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"akbuild.internal/tools/python/wheel"
	"akbuild.internal/tools/testing/wheeltest"
)

const demo = "demo-1.0-py3-none-any.whl"

// readAll opens a wheel and reads every file, as an installer would.
func readAll(path string) (map[string]string, error) {
	w, err := wheel.Open(path)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	found := map[string]string{}
	for _, f := range w.Files {
		content, err := f.Read()
		if err != nil {
			return nil, err
		}
		found[f.Name] = string(content)
	}
	return found, nil
}

func TestOpenReads(t *testing.T) {
	path := wheeltest.Wheel{Name: demo, Files: map[string]string{"demo/__init__.py": "x = 1\n"}}.Write(t, t.TempDir())
	found, err := readAll(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 3 || found["demo/__init__.py"] != "x = 1\n" {
		t.Errorf("found %v", found)
	}
}

// hexadecimal writes the hash of demo.py as some build backends do.
func hexadecimal(content string) func(string) string {
	return func(record string) string {
		return fmt.Sprintf("demo.py,sha256=%x,%d\n", sha256.Sum256([]byte(content)), len(content)) + without(record, "demo.py")
	}
}

func TestOpenReadsHexadecimalHashes(t *testing.T) {
	const content = "the bytes of demo\n"
	path := wheeltest.Wheel{Name: demo, Files: map[string]string{"demo.py": content}, Record: hexadecimal(content)}.Write(t, t.TempDir())
	if found, err := readAll(path); err != nil || found["demo.py"] != content {
		t.Errorf("found %v, %v", found, err)
	}
}

// Each bad wheel is refused with one sentence that names the wheel, what is wrong with it, and what helps. Only what may have been
// damaged on its way is to be fetched again.
func TestOpenRefuses(t *testing.T) {
	plain := map[string]string{"demo.py": "the bytes of demo\n"}
	flip := func(archive []byte) []byte {
		return bytes.Replace(archive, []byte("the bytes"), []byte("the bites"), 1)
	}
	given := func(text string) func([]byte) []byte { return func([]byte) []byte { return []byte(text) } }
	const leadsOut = " leads out of the folder that it would be unpacked to; do not install it"
	for name, c := range map[string]struct {
		wheel wheeltest.Wheel
		want  string
	}{
		"climbs":          {wheeltest.Wheel{Files: map[string]string{"../../etc/evil.py": ""}}, `its entry "../../etc/evil.py"` + leadsOut},
		"climbs below":    {wheeltest.Wheel{Files: map[string]string{"demo/../../evil.py": ""}}, `its entry "demo/../../evil.py"` + leadsOut},
		"climbs in data":  {wheeltest.Wheel{Files: map[string]string{"demo-1.0.data/scripts/../../evil": ""}}, `its entry "demo-1.0.data/scripts/../../evil"` + leadsOut},
		"absolute":        {wheeltest.Wheel{Files: map[string]string{"/etc/evil.py": ""}}, `its entry "/etc/evil.py"` + leadsOut},
		"backslash":       {wheeltest.Wheel{Files: map[string]string{`..\evil.py`: ""}}, `its entry "..\\evil.py" is no plain path; do not install it`},
		"only a dot":      {wheeltest.Wheel{Files: map[string]string{".": ""}}, `its entry "." is no plain path; do not install it`},
		"dot":             {wheeltest.Wheel{Files: map[string]string{"./evil.py": ""}}, `its entry "./evil.py" is no plain path; do not install it`},
		"long name":       {wheeltest.Wheel{Files: map[string]string{strings.Repeat("x", 253) + ".py": ""}}, `its entry "` + strings.Repeat("x", 60) + `"… has a name of more than 255 bytes, which no file system takes; build it anew`},
		"not UTF-8":       {wheeltest.Wheel{Files: map[string]string{"gr\xfc\xdfe.py": ""}}, `the name of its entry "gr\xfc\xdfe.py" is not UTF-8; build it anew`},
		"link":            {wheeltest.Wheel{Files: map[string]string{"demo/link": "/etc/passwd"}, Modes: map[string]fs.FileMode{"demo/link": fs.ModeSymlink | 0o777}}, "its entry demo/link is a link, which may lead anywhere; do not install it"},
		"pipe":            {wheeltest.Wheel{Files: map[string]string{"demo/pipe": ""}, Modes: map[string]fs.FileMode{"demo/pipe": fs.ModeNamedPipe | 0o644}}, "its entry demo/pipe is not a regular file; do not install it"},
		"file and folder": {wheeltest.Wheel{Files: map[string]string{"demo": "", "demo/a.py": ""}}, "it holds the file demo and, below it, demo/a.py; do not install it"},
		"twice":           {wheeltest.Wheel{Files: map[string]string{"demo.py": "", "dem0.py": ""}, Bytes: func(a []byte) []byte { return bytes.ReplaceAll(a, []byte("dem0.py"), []byte("demo.py")) }}, "it holds the file demo.py twice; do not install it"},

		"flipped byte":    {wheeltest.Wheel{Files: plain, Bytes: flip}, "its file demo.py is damaged: the bytes have not the checksum that the archive says; remove it and fetch it again"},
		"cut off":         {wheeltest.Wheel{Files: plain, Bytes: func(a []byte) []byte { return a[:len(a)/2] }}, "it is cut off: the list of files at the end of the archive is missing; remove it and fetch it again"},
		"list damaged":    {wheeltest.Wheel{Files: plain, Bytes: func(a []byte) []byte { return bytes.Replace(a, []byte("PK\x01\x02"), []byte("PK\x01\x00"), 1) }}, "the list of files at the end of the archive is damaged (not a valid zip file); remove it and fetch it again"},
		"header damaged":  {wheeltest.Wheel{Files: plain, Bytes: func(a []byte) []byte { return bytes.ReplaceAll(a, []byte("PK\x03\x04"), []byte("PK\x03\x00")) }}, "its file demo-1.0.dist-info/RECORD is damaged: what the archive says in front of it is not the same as in its list; remove it and fetch it again"},
		"empty":           {wheeltest.Wheel{Bytes: given("")}, "it is empty; remove it and fetch it again"},
		"a page":          {wheeltest.Wheel{Bytes: given("\n<!DOCTYPE html><html>not found")}, "it is no zip archive but a page of the web or another text; see what the address that it is of gives, and fetch it from the registry"},
		"a source":        {wheeltest.Wheel{Bytes: given("\x1f\x8b\x08\x00")}, "it is no zip archive but a gzip archive, as archives of sources are; build a wheel of it"},
		"something else":  {wheeltest.Wheel{Bytes: given("hello")}, "it is no zip archive, which would begin with PK; give a wheel"},
		"LZMA":            {wheeltest.Wheel{Files: plain, Bytes: change(8, 14)}, "its file demo-1.0.dist-info/METADATA is compressed with LZMA, and only files that are stored or deflated can be read here; pack it anew, like wheel unpack and wheel pack do"},
		"bzip2":           {wheeltest.Wheel{Files: plain, Bytes: change(8, 12)}, "its file demo-1.0.dist-info/METADATA is compressed with bzip2, and only files that are stored or deflated can be read here; pack it anew, like wheel unpack and wheel pack do"},
		"unknown method":  {wheeltest.Wheel{Files: plain, Bytes: change(8, 77)}, "its file demo-1.0.dist-info/METADATA is compressed with method 77, and only files that are stored or deflated can be read here; pack it anew, like wheel unpack and wheel pack do"},
		"encrypted":       {wheeltest.Wheel{Files: plain, Bytes: change(6, 1)}, "its file demo-1.0.dist-info/METADATA is encrypted, and nothing asks for a password here; take one that is not"},
		"hash differs":    {wheeltest.Wheel{Files: plain, Record: otherHash}, "the bytes of its file demo.py have not the hash that its RECORD says: it was changed after it was packed; do not install it"},
		"another in hex":  {wheeltest.Wheel{Files: plain, Record: hexadecimal("the bytes of dome\n")}, "the bytes of its file demo.py have not the hash that its RECORD says: it was changed after it was packed; do not install it"},
		"size differs":    {wheeltest.Wheel{Files: plain, Record: func(r string) string { return strings.Replace(r, ",18\n", ",17\n", 1) }}, "its file demo.py has 18 bytes, and its RECORD says 17: it was changed after it was packed; build it anew"},
		"size of letters": {wheeltest.Wheel{Files: plain, Record: func(r string) string { return strings.Replace(r, ",18\n", ",-18\n", 1) }}, `its RECORD has no size for demo.py, but "-18"; build it anew`},
		"weak hash":       {wheeltest.Wheel{Files: map[string]string{}, Record: func(r string) string { return "demo.py,md5=AAAA,\n" + r }}, `its RECORD has no SHA-2 hash for demo.py, but "md5=AAAA"; build it anew`},
		"unlisted":        {wheeltest.Wheel{Files: plain, Record: func(r string) string { return without(r, "demo.py") }}, "its RECORD has no hash for its file demo.py; build it anew"},
		"lacks a file":    {wheeltest.Wheel{Files: plain, Record: func(r string) string { return wheel.RecordLine("gone.py", nil) + r }}, "it lacks the file gone.py, which its RECORD names; build it anew"},
		"named twice":     {wheeltest.Wheel{Files: plain, Record: func(r string) string { return wheel.RecordLine("demo.py", nil) + r }}, "its RECORD names demo.py twice; build it anew"},
		"names a folder":  {wheeltest.Wheel{Files: map[string]string{"demo-1.0.dist-info/licenses/": "", "demo-1.0.dist-info/licenses/LICENSE": "none"}}, "its RECORD names the folder demo-1.0.dist-info/licenses/, and only files belong there; build it anew"},
		"names nothing":   {wheeltest.Wheel{Files: plain, Record: func(r string) string { return ",,\n" + r }}, "its RECORD has a line without a file: ,,; build it anew"},
		"no RECORD":       {wheeltest.Wheel{Files: plain, Record: func(string) string { return "" }}, "it has no RECORD, so nothing says which bytes are meant; build it anew"},
		"RECORD of what":  {wheeltest.Wheel{Files: plain, Record: func(string) string { return "demo.py\n" }}, "its RECORD has a line of 1 values in place of 3: demo.py; build it anew"},
		"RECORD's quotes": {wheeltest.Wheel{Files: plain, Record: func(r string) string { return r + "\"demo\n" }}, `its RECORD, line 5, is not a list of comma-separated values: extraneous or missing " in quoted-field; build it anew`},
		"RECORD's bytes":  {wheeltest.Wheel{Files: plain, Record: func(r string) string { return "gr\xfc\xdfe,,\n" + r }}, "its RECORD is not UTF-8; build it anew"},
	} {
		t.Run(name, func(t *testing.T) {
			c.wheel.Name = demo
			_, err := readAll(c.wheel.Write(t, t.TempDir()))
			if err == nil || err.Error() != "reading the wheel "+demo+": "+c.want {
				t.Errorf("got  %v\nwant reading the wheel %s: %s", err, demo, c.want)
			}
		})
	}
}

// change sets a number in what the archive says of its first file, in its list and in front of the file.
func change(field int, value byte) func([]byte) []byte {
	return func(archive []byte) []byte {
		archive[field] = value
		archive[bytes.Index(archive, []byte("PK\x01\x02"))+field+2] = value
		return archive
	}
}

// otherHash gives demo.py the hash of other bytes.
func otherHash(record string) string {
	return wheel.RecordLine("demo.py", []byte("the other bytes of")) + without(record, "demo.py")
}

// without drops the line of a file.
func without(record, name string) string {
	var kept strings.Builder
	for line := range strings.Lines(record) {
		if !strings.HasPrefix(line, name+",") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

func TestFilename(t *testing.T) {
	for name, ok := range map[string]bool{
		"demo-1.0-py3-none-any.whl": true, "demo-1.0-1-py3-none-any.whl": true, "demo-1.0.tar.gz": false, "demo.whl": false, "-1.0-py3-none-any.whl": false,
	} {
		if _, err := wheel.ParseFilename(name); (err == nil) != ok {
			t.Errorf("%s: %v", name, err)
		}
	}
	other := wheeltest.Wheel{Name: demo}.Write(t, t.TempDir())
	if _, err := wheel.Open(other); err != nil {
		t.Fatal(err)
	}
}
