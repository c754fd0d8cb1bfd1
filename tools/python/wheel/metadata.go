package wheel

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"akbuild.internal/tools/python/pep508"
	"akbuild.internal/tools/python/pytag"
)

// fields are those at the top of a METADATA or WHEEL, by their names in small letters.
type fields map[string][]string

// first is the first value of a field, or nothing.
func (f fields) first(name string) string {
	if values := f[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}

// parseFields reads fields as Python's mail parser does: up to an empty line, or one that is no field.
func parseFields(content []byte) fields {
	found := fields{}
	last := ""
	for line := range strings.Lines(string(content)) {
		line = strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
			if values := found[last]; len(values) > 0 {
				values[len(values)-1] += "\n" + line
			}
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || name == "" || strings.ContainsAny(name, " \t") {
			break
		}
		last = strings.ToLower(name)
		found[last] = append(found[last], strings.TrimSpace(value))
	}
	return found
}

// fieldsOf reads a file of the metadata folder.
func (w *Wheel) fieldsOf(name, why string) (fields, error) {
	file := w.Lookup(name)
	if file == nil {
		return nil, fmt.Errorf("it has no %s, which says %s; %s", name, why, buildAnew)
	}
	content, err := file.checked()
	if err == nil && !utf8.Valid(content) {
		err = fmt.Errorf("its %s is not UTF-8; %s", name, buildAnew)
	}
	if err != nil {
		return nil, err
	}
	return parseFields(content), nil
}

// readMetadata reads what the wheel says of itself.
func (w *Wheel) readMetadata() error {
	format, err := w.fieldsOf("WHEEL", "how it is to be installed")
	if err != nil {
		return err
	}
	if err := checkFormat(format.first("wheel-version")); err != nil {
		return err
	}
	if err := w.readTags(format["tag"]); err != nil {
		return err
	}
	about, err := w.fieldsOf("METADATA", "what it is")
	if err != nil {
		return err
	}
	name, version := about.first("name"), about.first("version")
	if name == "" || version == "" {
		return fmt.Errorf("its METADATA has no Name or no Version; %s", buildAnew)
	}
	if pep508.Name(name) != pep508.Name(w.Distribution) || !sameVersion(version, w.Version) {
		return fmt.Errorf("its METADATA says that it is %s %s, which its name does not; %s", shown(name), shown(version), buildAnew)
	}
	w.RequiresPython = strings.Join(strings.Fields(about.first("requires-python")), " ")
	return nil
}

// checkFormat refuses the formats that PEP 427 does not describe: a higher first number.
func checkFormat(version string) error {
	major, minor, _ := strings.Cut(version, ".")
	number, err := strconv.ParseUint(major, 10, 31)
	if err == nil && minor != "" {
		_, err = strconv.ParseUint(minor, 10, 31)
	}
	switch {
	case version == "":
		return fmt.Errorf("its WHEEL has no Wheel-Version, so nothing says how it is to be installed; %s", buildAnew)
	case err != nil:
		return fmt.Errorf("its WHEEL says Wheel-Version: %s, which is no number like 1.0; %s", shown(version), buildAnew)
	case number != 1:
		return fmt.Errorf("its WHEEL says Wheel-Version: %s, and only wheels of version 1 can be installed here; take one of that version", shown(version))
	}
	return nil
}

// readTags compares what WHEEL says that the wheel was made for with its name, which is all that installers look at: one that
// was given another name would be installed where it cannot run.
func (w *Wheel) readTags(texts []string) error {
	named, err := pytag.Parse(w.Filename.Tags)
	if err != nil {
		return err
	}
	said := map[pytag.Tag]bool{}
	for _, text := range texts {
		tags, err := pytag.Parse(text)
		if err != nil {
			return fmt.Errorf("its WHEEL says Tag: %s, which is not of the form python-abi-platform; %s", shown(text), buildAnew)
		}
		for _, t := range tags {
			said[t] = true
		}
	}
	for _, t := range named {
		if len(said) == 0 || said[t] {
			w.Tags = append(w.Tags, t)
		}
	}
	if len(w.Tags) == 0 {
		return fmt.Errorf("its WHEEL says that it was made for %s, and its name does not; give it the name that its registry has", shown(strings.Join(texts, ", ")))
	}
	return nil
}
