package config

import (
	"fmt"
	"os"
	"reflect"
	"strings"
)

const (
	schemeEnv  = "env://"
	schemeFile = "file://"
)

// expand replaces values that point elsewhere: env://NAME?fallback and file:///path?fallback, so that secrets need not
// lie in configuration files.
func (l Loader) expand(c *Config) error {
	return walkStrings(reflect.ValueOf(c).Elem(), "", func(path, value string) (string, error) {
		switch {
		case strings.HasPrefix(value, schemeEnv):
			name, fallback, _ := strings.Cut(strings.TrimPrefix(value, schemeEnv), "?")
			if got, ok := l.LookupEnv(name); ok {
				return got, nil
			}
			return fallback, nil
		case strings.HasPrefix(value, schemeFile):
			name, fallback, hasFallback := strings.Cut(strings.TrimPrefix(value, schemeFile), "?")
			raw, err := os.ReadFile(name)
			if err != nil && hasFallback {
				return fallback, nil
			}
			if err != nil {
				return "", fmt.Errorf("reading the value of %s: %w", path, err)
			}
			return strings.TrimSpace(string(raw)), nil
		}
		return value, nil
	})
}

// walkStrings passes every string below v through f, with its dotted name as it is written in YAML.
func walkStrings(v reflect.Value, path string, f func(path, value string) (string, error)) error {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Tag.Get("yaml")
			if path != "" {
				name = path + "." + name
			}
			if err := walkStrings(v.Field(i), name, f); err != nil {
				return err
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if err := walkStrings(v.Index(i), fmt.Sprintf("%s.%d", path, i), f); err != nil {
				return err
			}
		}
	case reflect.String:
		value, err := f(path, v.String())
		if err != nil {
			return err
		}
		v.SetString(value)
	}
	return nil
}
