"""What the folders of lines/ say, with what each inherits. docs/lines.md"""

# Files of a line. One that a line's folder lacks is that of the line that it inherits from.
FILES = ["contract.yaml", "imports.yaml", "npm.yaml", "substitutions.yaml", "tests.yaml", "web.yaml"]

# Keys of line.json, with what a value is an instance of; and those of a record below its key versions.
_KEYS = {"inherits": "", "python": "", "go": "", "clients": {}, "drop": [], "testDrop": [], "leftOut": [], "webProxy": "", "versions": {}}
_VERSION_KEYS = {"rev": "", "narHash": "", "clients": {}}

# Keys of a client, by language.
_CLIENT_KEYS = {
    "go": {"generator": "", "config": "", "patch": True, "imports": [], "tree": ""},
    "typescript": {"generator": "", "config": "", "tree": ""},
}

def resolve(lines, pythons, gos):
    """Resolves what lines inherit.

    Args:
      lines: dict of a line to a struct of `record`, what its line.json holds, and `files`, the names of the files beside it.
      pythons: list of strings; the Pythons of the package set.
      gos: list of strings; its Go SDKs.

    Returns:
      (dict, problem): None and a sentence when a line is wrong. Else the second is empty, and the first has for each line a dict of
      `python`, `go`, `clients`, `drop`, `testDrop`, `leftOut`, `webProxy`, `versions` (its own alone) and `files`: of each of FILES the path below lines/,
      and `npm` and `tests`, the paths of all npm.yaml and tests.yaml, which are read over each other.
    """
    resolved = {}
    for line, own in lines.items():
        chain, problem = _chain(line, lines)
        problem = problem or _problem("lines/{}/line.json".format(line), own.record, _KEYS) or _problem_of_files(line, own.files)
        if problem:
            return None, problem
        merged, files = {}, {}
        for name in reversed(chain):
            merged |= {key: value for key, value in lines[name].record.items() if key not in ["inherits", "versions"]}
            files |= {file: name + "/" + file for file in lines[name].files if file in FILES}
        merged["versions"] = own.record.get("versions", {})
        merged["files"] = files

        # Read over each other.
        for key in ["npm", "tests"]:
            file = key + ".yaml"
            merged[key] = [name + "/" + file for name in reversed(chain) if file in lines[name].files]
        problem = _problem_of_merged(line, merged, pythons, gos)
        if problem:
            return None, problem
        resolved[line] = merged
    return resolved, ""

def _chain(line, lines):
    """The line and those that it inherits from, nearest first."""
    chain = [line]
    for _ in range(len(lines) + 1):
        parent = lines[chain[-1]].record.get("inherits")
        if not parent:
            return chain, ""
        if parent not in lines:
            return None, "lines/{}/line.json inherits from {}, of which there is no folder: there are {}".format(chain[-1], parent, ", ".join(sorted(lines)))
        if parent in chain:
            return None, "lines/{}/line.json inherits from itself, by way of {}".format(parent, ", ".join(chain))
        chain.append(parent)
    return chain, ""

def _problem(file, record, keys):
    for key, value in record.items():
        if key not in keys:
            return "{} has the key {}, which nothing reads: there are {}".format(file, key, ", ".join(keys))
        if type(value) != type(keys[key]):
            return "{} says of {} a {}, which has to be a {}".format(file, key, type(value), type(keys[key]))
    return ""

def _problem_of_files(line, files):
    unknown = [file for file in files if file not in FILES + ["line.json"]]
    return "lines/{}/{} is read by nothing: there are {}".format(line, unknown[0], ", ".join(FILES)) if unknown else ""

def _problem_of_merged(line, merged, pythons, gos):
    file = "lines/{}/line.json".format(line)
    for key in ["python", "go", "clients", "drop", "testDrop", "webProxy"]:
        if key not in merged:
            return "{} does not say {}, and inherits from no line that does".format(file, key)
    if merged["python"] not in pythons:
        return "{} wants Python {}, and the package set has {}: docs/lines.md says how one is added".format(file, merged["python"], ", ".join(pythons))
    if merged["go"] not in gos:
        return "{} wants Go {}, and the package set has {}: docs/lines.md says how one is added".format(file, merged["go"], ", ".join(gos))
    for name in FILES:
        if name not in merged["files"]:
            return "lines/{} has no {}, and inherits from no line that has".format(line, name)
    for version, record in merged["versions"].items():
        problem = _problem("version {} of {}".format(version, file), record, _VERSION_KEYS)
        if not problem and ("rev" in record) != ("narHash" in record):
            problem = "version {} of {} has to say rev and narHash, or neither".format(version, file)
        if not problem and not version.startswith(line + "."):
            problem = "version {} of {} is not of that line".format(version, file)
        if problem:
            return problem
        problem = _problem_of_clients("version {} of {}".format(version, file), record.get("clients", {}))
        if problem:
            return problem
    return _problem_of_clients(file, merged["clients"])

def _problem_of_clients(where, clients):
    for language, client in clients.items():
        if language not in _CLIENT_KEYS:
            return "{} has a client in {}: there are {}".format(where, language, ", ".join(_CLIENT_KEYS))
        problem = _problem("the {} client of {}".format(language, where), client, _CLIENT_KEYS[language])
        if problem:
            return problem
    return ""

def of_version(line, version):
    """A line for one of its versions: where upstream made the clients of a version otherwise, they are that version's.

    Args:
      line: dict, a resolved line.
      version: string, or None.

    Returns:
      dict.
    """
    clients = line["versions"].get(version, {}).get("clients", {})
    return {
        "clients": {language: made | clients.get(language, {}) for language, made in line["clients"].items()},
        "drop": line["drop"],
        "files": line["files"],
        "go": line["go"],
        "leftOut": line.get("leftOut", []),
        "npm": line["npm"],
        "python": line["python"],
        "testDrop": line["testDrop"],
        "tests": line["tests"],
        "webProxy": line["webProxy"],
    }

def pinned_releases(lines):
    """The releases whose source a line pins.

    Args:
      lines: dict, what resolve() returned.

    Returns:
      list of dicts of `source`, the version, and as JSON `line`, what of_version() makes of its line, and `pin`, its record: what of a
      release is known before it is fetched.
    """
    return [
        {"source": version, "line": json.encode(of_version(lines[name], version)), "pin": json.encode(record)}
        for name in sorted(lines)
        for version, record in sorted(lines[name]["versions"].items())
        if "rev" in record
    ]

def line_of(version):
    """The line of a version: 2025.12.4 -> 2025.12."""
    return ".".join(version.split(".")[:2])

def nearest(line, lines):
    """The newest line that is not newer than another, or else the oldest; of those that are named by numbers.

    Args:
      line: string, such as 2027.2.
      lines: list of strings.

    Returns:
      string.
    """
    known = sorted([(_numbers(name), name) for name in lines if _numbers(name)])
    before = [name for numbers, name in known if not _numbers(line) or numbers <= _numbers(line)]
    return before[-1] if before else known[0][1]

def _numbers(line):
    parts = line.split(".")
    return [int(part) for part in parts] if all([part.isdigit() for part in parts]) else []
