package openapi

import (
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	for content, want := range map[string]string{
		head:                                     "",
		"\ufeff" + head:                          "",
		"\ufeff{\"openapi\": 1}":                 "reading the schema s.yml:1:13: its OpenAPI version is \"1\"",
		strings.ReplaceAll(head, "\n", "\r\n"):   "",
		"%YAML 1.2\n---\n" + head:                "",
		"# a\n\n%YAML 1.2 # b\n--- # c\n" + head: "",
		"%YAML 1.1\r\n---\r\n" + head:            "",
		"%YAML 1.3\n---\n" + head:                "",
		"%TAG !e! tag:e,2000:\n---\n" + head:     "",
		"%UNKNOWN x y\n---\n" + head:             "",
		"---\n" + head + "...\n":                 "",
		"---\n" + head + "...\n# end\n":          "",
		"%YAML 2.0\n---\n" + head:                "s.yml:1: it says that it is YAML 2.0, and only YAML 1 is known",
		"%YAML\n---\n" + head:                    "s.yml:1: it says that it is YAML , and",
		"%YAML 1.2\n%YAML 1.2\n---\n" + head:     "s.yml:2: it says for the second time which YAML it is",
		"%YAML 1.2\n" + head:                     "s.yml:2: it is not YAML",
		"%YAML 1.2\n---\na: [\n":                 "it is not YAML",
		head + "---\n" + head:                    "s.yml:4: a second document begins here, and a schema is one",
		head + "---\n":                           "s.yml:4: a second document begins here",
		head + "---\na: [\n":                     "it is not YAML",
		"---\n---\n" + head:                      "s.yml:2: a second document begins here",
		"":                                       "s.yml:1: it is empty",
		"# nothing\n":                            "s.yml:1: it is empty",
		"\xff\xfea\x00":                          "s.yml:1: it is UTF-16; save it as UTF-8",
		head + "x-a: \x07\n":                     "s.yml:4: the control character U+0007 is not allowed in YAML",
		head + "x-a: \u0080\n":                   "s.yml:4: the control character U+0080 is not allowed in YAML",
		head + "x-a: caf\xe9\n":                  "s.yml:4: byte 67, 0xe9 (the 9th of the line), is not UTF-8; save the file as UTF-8",
		head + "x-a: é 😀\u0085\n":                "",
		"{\"openapi\": \"3.0.3\", \"\xff\": 1}":  "s.yml:1: byte 23, 0xff (the 23rd of the line), is not UTF-8",
		"[]":                                     "s.yml:1:1: it is not OpenAPI: its top is a list and not a mapping",
		"null":                                   "s.yml:1:1: it is not OpenAPI: its top is the value \"null\" and not a mapping",
	} {
		t.Run(content, func(t *testing.T) { check(t, content, want) })
	}
}

func TestTop(t *testing.T) {
	const info = "info: {title: t, version: 1.0.0}\n"
	for content, want := range map[string]string{
		"openapi: 3.1.0\n" + info + "components: {}\n":             "",
		"openapi: 3.1.2\n" + info + "webhooks: {}\n":               "",
		"openapi: 3.1.0\n" + info + "paths: {}\n":                  "",
		"openapi: 3.0.99\n" + info + "paths: {}\n":                 "",
		"openapi: 3.1.0\n" + info:                                  "it has none of the keys paths, components and webhooks",
		"openapi: 3.1.0\n" + info + "paths:\ncomponents: {}\n":     "its paths are the value \"\" and not a mapping",
		"openapi: 3.0.0\n" + info + "components: {}\n":             "it has no key paths",
		"openapi: 3.0.0\n" + info + "paths: {}\ncomponents: []\n":  "its components are a list and not a mapping",
		"openapi: 3.2.0\n" + info + "paths: {}\n":                  `its OpenAPI version is "3.2.0"; only 3.0 and 3.1 are read`,
		"openapi: 3.10.0\n" + info + "paths: {}\n":                 `its OpenAPI version is "3.10.0"`,
		"openapi: 3.1\n" + info + "paths: {}\n":                    `its OpenAPI version is "3.1"`,
		"openapi: 3.0.0-rc2\n" + info + "paths: {}\n":              `its OpenAPI version is "3.0.0-rc2"`,
		"openapi: [3]\n" + info + "paths: {}\n":                    "its version is a list",
		"openapi: 3.0.0\ninfo: {title: t, version: }\npaths: {}\n": "its info has no version",
		"openapi: 3.0.0\ninfo: t\npaths: {}\n":                     "its info has no title",
		"openapi: 3.0.0\npaths: {}\n":                              "it has no key info",
	} {
		check(t, content, want)
	}
}
