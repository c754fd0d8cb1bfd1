"""What differs between release lines, of the line of the chosen source. docs/lines.md"""

load("@authentik_sources//:sources.bzl", "SOURCES")
load("@nix_packages//:labels.bzl", "go_root", "python", "python_files")

def by_line(value):
    """A select that follows the chosen source.

    Args:
      value: function of a line, a dict as of_version() of //lines/private:resolve.bzl makes it.

    Returns:
      select.
    """
    return select({
        "//:source_is_" + source: value(line)
        for source, line in SOURCES.items()
    }, no_match_error = "--//:source names a source that is unknown: use one of " + ", ".join(SOURCES))

def client_in_tree(line, language):
    """The folder of the source that holds a client.

    Args:
      line: dict, a line.
      language: string; go or typescript.

    Returns:
      string; empty when the client is not in the source, but generated.
    """
    return line["clients"][language].get("tree", "")

def if_client_in_tree(language, then, otherwise):
    """A select by whether a client lies in the chosen source.

    Args:
      language: string; go or typescript.
      then: what it is where one does.
      otherwise: what it is where the client is generated.

    Returns:
      select.
    """
    return by_line(lambda line: then if client_in_tree(line, language) else otherwise)

def client_in_tree_env(variable, language):
    """For the environment of a test: the folder of the source that holds a client.

    Args:
      variable: string, its name.
      language: string; go or typescript.

    Returns:
      select of a dict; the value is empty when the client is not in the source, but generated.
    """
    return by_line(lambda line: {variable: client_in_tree(line, language)})

def npm_list_env(variable):
    """For the environment of a test: the list of npm packages that the line has itself, or that of the nearest line it inherits from.

    Args:
      variable: string, its name.

    Returns:
      select of a dict; the value is a path in the main repository.
    """
    return by_line(lambda line: {variable: "lines/" + line["npm"][-1]})

# buildifier: disable=unnamed-macro
def line_aliases():
    """Declares aliases for what //lines has by one name: files of the line, and its Python and Go."""
    for name, file in {
        "imports": "imports.yaml",
        "substitutions": "substitutions.yaml",
        "web_substitutions": "web.yaml",
    }.items():
        _alias(name, _labels_of(file))
    for key in ["npm", "tests"]:
        native.filegroup(
            name = key,
            srcs = by_line(_labels_in(key)),
            visibility = ["//visibility:public"],
        )
    _alias("go_root", lambda line: go_root(line["go"]))
    _alias("python", lambda line: python(line["python"]))
    _alias("python_files", lambda line: python_files(line["python"]))

def _labels_of(file):
    return lambda line: "//lines:" + line["files"][file]

def _labels_in(key):
    return lambda line: ["//lines:" + file for file in line[key]]

def _alias(name, label):
    native.alias(
        name = name,
        actual = by_line(label),
        visibility = ["//visibility:public"],
    )

def web_proxy_arguments():
    """The arguments with which the web build makes what the proxy outpost serves, a select."""
    return by_line(lambda line: [line["webProxy"]])

def dropped_files():
    """Files of third-party distributions that are left out, for python_site."""
    return by_line(lambda line: line["drop"])

def dropped_test_files():
    """The same for what only tests need."""
    return by_line(lambda line: line["testDrop"])
