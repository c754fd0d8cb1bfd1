package pytag

import (
	"fmt"
	"strings"
)

// Tag is one combination that a wheel is made for.
type Tag struct {
	// Python is the interpreter, such as py3 or cp313.
	Python string
	// ABI is the binary interface, such as none, abi3 or cp313.
	ABI string
	// Platform is the system, such as any or manylinux_2_17_x86_64.
	Platform string
}

// String is the tag as it is written, such as py3-none-any.
func (t Tag) String() string { return t.Python + "-" + t.ABI + "-" + t.Platform }

// Parse reads a tag; one with several values in a part, such as py2.py3-none-any, is as many tags.
func Parse(text string) ([]Tag, error) {
	parts := strings.Split(text, "-")
	if len(parts) != 3 || strings.ContainsAny(text, " \t") {
		return nil, fmt.Errorf("%q is no tag of the form python-abi-platform", text)
	}
	var tags []Tag
	for python := range strings.SplitSeq(parts[0], ".") {
		for abi := range strings.SplitSeq(parts[1], ".") {
			for platform := range strings.SplitSeq(parts[2], ".") {
				if python == "" || abi == "" || platform == "" {
					return nil, fmt.Errorf("%q is no tag of the form python-abi-platform", text)
				}
				tags = append(tags, Tag{strings.ToLower(python), strings.ToLower(abi), strings.ToLower(platform)})
			}
		}
	}
	return tags, nil
}
