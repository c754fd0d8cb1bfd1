package pep508

import (
	"fmt"
	"maps"

	"akbuild.internal/tools/python/pep440"
)

// Environment holds the variables that conditions may name, but extra.
type Environment map[string]string

// newest stands for the number of a series' newest release.
const newest = ".999"

// Linux is CPython of a version on 64-bit Linux. A series, such as 3.13, stands for its newest release.
func Linux(python string) Environment {
	full := Full(python)
	env := Environment{
		"python_version":                 python,
		"python_full_version":            full,
		"os_name":                        "posix",
		"sys_platform":                   "linux",
		"platform_machine":               "x86_64",
		"platform_system":                "Linux",
		"platform_python_implementation": "CPython",
		"implementation_name":            "cpython",
		"implementation_version":         full,
	}
	if v, err := pep440.Parse(full); err == nil {
		env["python_version"] = v.Release(2)
	}
	return env.anywhere()
}

// anywhere sets the variables that say on which machine and kernel something runs: a set of distributions depends on neither.
func (e Environment) anywhere() Environment {
	e = maps.Clone(e)
	e["platform_release"], e["platform_version"] = "", ""
	return e
}

// Full is the full version of a Python: 3.13.5 is one; of a series, such as 3.13, it is one above all of its releases.
func Full(python string) string {
	if v, err := pep440.Parse(python); err == nil && v.Precision() < 3 && !v.IsPrerelease() {
		return v.Release(2) + newest
	}
	return python
}

// Python is the version to name in messages: the full one, or the series where that is all that is known.
func (e Environment) Python() string {
	if full := e["python_full_version"]; full != Full(e["python_version"]) {
		return full
	}
	return e["python_version"]
}

// AllowsPython says whether a "requires-python" lets the environment's Python be used.
func (e Environment) AllowsPython(specifier string) (bool, error) {
	return AllowsPython(specifier, e["python_full_version"])
}

// AllowsPython says whether a "requires-python" lets a Python version be used. A series, such as 3.13, stands for its newest
// release.
func AllowsPython(specifier, version string) (bool, error) {
	set, err := pep440.ParseSet(specifier)
	if err != nil {
		return false, fmt.Errorf("requires-python %q cannot be read: %w", specifier, err)
	}
	return set.Contains(Full(version)), nil
}
