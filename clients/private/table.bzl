"""Looks a release up in the table nix/releases/clients.json, and says in a sentence what is wrong with it."""

_TABLE = "nix/releases/clients.json"

def _problem_of_client(version, language, client, configs, generators):
    """What is wrong with one client of a release; None if nothing is."""
    where = "the {} client of release {} in {}".format(language, version, _TABLE)
    if not client.get("generator"):
        return "{} has no generator: add the version that upstream's .openapi-generator/VERSION of that release says, one of {}".format(where, ", ".join(generators))
    if client["generator"] not in generators:
        return "{} asks for generator {}, which is not among its generators {}: add it there and to nix/pins/maven.json".format(where, client["generator"], ", ".join(generators))
    if client.get("config") not in configs:
        return "{} asks for config {}, and there are {}".format(where, client.get("config"), ", ".join(sorted(configs)))
    return None

def find_release(version, releases, generators, configs):
    """Finds a release.

    Args:
      version: string; the release, such as 2025.12.6.
      releases: dict of release to its record, as the table has it.
      generators: list of string; the versions of OpenAPI Generator that there are.
      configs: dict of language (`go`, `typescript`) to the dict of its configurations.

    Returns:
      (record, problem): the release's record and None, or None and a sentence.
    """
    release = releases.get(version)
    if not release:
        return None, "release {} is not in {}, which has {}; CONTRIBUTING.md says how one is added".format(version, _TABLE, ", ".join(sorted(releases)))
    for language in sorted(configs):
        if language not in release:
            return None, "release {} in {} has no {} client".format(version, _TABLE, language)
        problem = _problem_of_client(version, language, release[language], configs[language], generators)
        if problem:
            return None, problem
    return release, None
