package pep508

// Environment holds the variables that conditions may name, but extra.
type Environment map[string]string

// Linux is CPython of a version, such as 3.13, on 64-bit Linux.
func Linux(python string) Environment {
	return Environment{
		"python_version":                 python,
		"python_full_version":            python + ".0",
		"os_name":                        "posix",
		"sys_platform":                   "linux",
		"platform_machine":               "x86_64",
		"platform_system":                "Linux",
		"platform_python_implementation": "CPython",
		"implementation_name":            "cpython",
		"implementation_version":         python + ".0",
		"platform_release":               "",
		"platform_version":               "",
	}
}
