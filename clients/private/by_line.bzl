"""What a client of the chosen source is made with, as its release line says it."""

load("@authentik_releases//:table.bzl", "GO_CONFIGS", "GO_PATCH", "OTHER_CONFIGS", "TYPESCRIPT_CONFIGS")
load("@authentik_sources//:sources.bzl", "SOURCES", "source_label")
load("//lines:def.bzl", "by_line")

def client_generator(language):
    """The generator of a client of the line: of a language that lines say nothing of it is that of the Go client.

    Args:
      language: string; go, typescript, python or rust.

    Returns:
      select of a label.
    """
    said = "go" if language in OTHER_CONFIGS else language
    return by_line(lambda line: "//clients/generators:" + line["clients"][said]["generator"])

def client_properties(language):
    """The generator's options for a client of the line, as the line names them in nix/releases/clients.json.

    Args:
      language: string; go, typescript, or one that has the same options in every line: python, rust.

    Returns:
      select of a dict.
    """
    if language in OTHER_CONFIGS:
        return by_line(lambda line: OTHER_CONFIGS[language] | ({"packageVersion": line["version"]} if line["version"] else {}))
    if language == "go":
        return by_line(lambda line: GO_CONFIGS[line["clients"]["go"]["config"]] | (GO_PATCH if line["clients"]["go"]["patch"] else {}))
    return by_line(lambda line: TYPESCRIPT_CONFIGS[line["clients"]["typescript"]["config"]])

def client_imports():
    """The third-party Go packages that the Go client of the line imports, as the source's vendor folder has them: a select of labels."""
    return select({
        "//:source_is_" + source: [
            source_label(source, "", "//vendor/" + path)
            for path in line["clients"]["go"].get("imports", [])
        ]
        for source, line in SOURCES.items()
    })
