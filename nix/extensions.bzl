"""Module extensions of this repository: what Bazel learns before it builds."""

load("//lines/private:resolve.bzl", "of_version", "pinned_releases")
load("//nix/private:checkout.bzl", "checkout_repository")
load("//nix/private:engine.bzl", "engine_repository")
load("//nix/private:lines.bzl", "read_lines")
load("//nix/private:npm_packages.bzl", "NPM_PARTS", "npm_packages_repository")
load("//nix/private:packages.bzl", "nix_packages")
load("//nix/private:programs.bzl", "programs_repository")
load("//nix/private:python_site.bzl", "python_site_repository")
load("//nix/private:python_source.bzl", "python_source_repository")
load("//nix/private:python_wheels.bzl", "python_wheels_repository")
load("//nix/private:releases.bzl", "releases_repository")
load("//nix/private:source.bzl", "go_imports_repository", "go_vendor_repository", "source_outline_repository", "source_repository")
load("//nix/private:sources.bzl", "sources_repository")
load("//nix/private:web_source.bzl", "web_source_repository")
load("//nix/private:whole_source.bzl", "whole_source_repository")

def _packages_impl(module_ctx):
    nix_packages(module_ctx)
    return module_ctx.extension_metadata(reproducible = True)

packages = module_extension(
    doc = "The packages of the package set, a repository each: those of the tables of releases, too, whose labels @nix_packages//:labels.bzl has.",
    implementation = _packages_impl,
)

def _sources(module_ctx, lines):
    """The sources, as arguments of _source_repositories: those of tags, and the releases that lines pin."""
    found = []
    for module in module_ctx.modules:
        for tag in module.tags.source:
            if tag.line and tag.line not in lines:
                fail("the source {} is of the line {}, of which there is no folder in lines: there are {}".format(tag.name, tag.line, ", ".join(sorted(lines))))
            found.append({
                "source": tag.name,
                "folder": tag.folder,
                "environ": tag.environ,
                "schema": tag.schema,
                "line": json.encode(of_version(lines[tag.line], None)) if tag.line else "",
                "lines": json.encode(lines) if not tag.line else "",
                "pin": "",
            })
    return found + [
        release | {"folder": "", "environ": "", "schema": None, "lines": ""}
        for release in pinned_releases(lines)
    ]

# What lays out the Go side of sources, and our own third-party modules.
_LAYOUT = "@layout_programs//:programs.json"

def _program_repositories():
    """The repositories of the programs that lay the others out."""
    programs_repository(
        name = "layout_programs",
        what = "what lays sources out",
        attributes = {"gazelle": "gazelle", "go": "go", "source": "steps.source"},
        identities = {"vendor": "goVendorIdentity"},
    )
    programs_repository(
        name = "npm_programs",
        what = "what fetches npm packages",
        attributes = {"nodejs": "nodejs", "npm": "steps.npm"},
    )
    programs_repository(
        name = "python_programs",
        what = "what reads the locks of Python distributions",
        attributes = {"pythonlock": "steps.pythonlock"},
    )
    programs_repository(
        name = "site_programs",
        what = "what installs Python distributions",
        attributes = {"site": "steps.site"},
    )

def _source_repositories(source, schema, uses, **place):
    """The repositories of a source, laid out when it is what is built."""
    name = "authentik_" + source.replace(".", "_").replace("-", "_")
    source_outline_repository(
        name = name + "_outline",
        source = source,
        schema = schema,
        programs = _LAYOUT,
        **place
    )
    source_repository(
        name = name,
        source = source,
        schema = schema,
        outline = "@{}_outline//:outline.txt".format(name),
        client = uses.client,
        programs = _LAYOUT,
        **place
    )
    python_source_repository(
        name = name + "_python",
        source = source,
        rules = uses.python_rules,
        **place
    )
    for suffix, attribute in {"_wheels": "python-wheels", "_test_wheels": "python-test-wheels"}.items():
        python_wheels_repository(
            name = name + suffix,
            source = source,
            attribute = attribute,
            programs = "@python_programs//:programs.json",
            **place
        )
    python_site_repository(
        name = name + "_site",
        source = source,
        deviations = "@{}_wheels//:deviations.json".format(name),
        lock = "@{}_wheels//:lock.json".format(name),
        programs = "@site_programs//:programs.json",
        rules = uses.python_rules,
        **place
    )
    for suffix, parts in NPM_PARTS.items():
        npm_packages_repository(
            name = name + suffix,
            source = source,
            parts = parts,
            programs = "@npm_programs//:programs.json",
            **place
        )
    for suffix, make in {
        "_web": web_source_repository,
        "_whole": whole_source_repository,
    }.items():
        make(
            name = name + suffix,
            source = source,
            **place
        )

def _authentik_impl(module_ctx):
    engine_repository(name = "engine")
    checkout_repository(name = "checkout_files")
    _program_repositories()
    releases_repository(
        name = "authentik_releases",
        table = "//nix:releases/clients.json",
    )
    for module in module_ctx.modules:
        for tag in module.tags.go_modules:
            go_imports_repository(
                name = tag.name + "_imports",
                folders = tag.folders,
                programs = _LAYOUT,
            )
            go_vendor_repository(
                name = tag.name,
                go_mod = tag.go_mod,
                go_sum = tag.go_sum,
                imports = "@{}_imports//:imports.txt".format(tag.name),
                programs = _LAYOUT,
            )
    lines = read_lines(module_ctx)
    sources = _sources(module_ctx, lines)
    uses = [tag for module in module_ctx.modules for tag in module.tags.uses][0]
    for source in sources:
        _source_repositories(uses = uses, **source)
    sources_repository(
        name = "authentik_sources",
        lines = json.encode(lines),
        sources = json.encode([{key: value for key, value in source.items() if key in ["source", "folder", "environ", "line"]} for source in sources]),
    )
    return module_ctx.extension_metadata(reproducible = True)

_go_modules_tag = tag_class(
    doc = "The third-party Go modules of a module in this repository, as a repository with a package //vendor/<import path> for each Go package.",
    attrs = {
        "name": attr.string(doc = "Name of the repository.", mandatory = True),
        "go_mod": attr.label(doc = "The go.mod file.", mandatory = True),
        "go_sum": attr.label(doc = "The go.sum file.", mandatory = True),
        "folders": attr.string_list(doc = "Folders below the root whose Go files say which packages are wanted.", mandatory = True),
    },
)

_source_tag = tag_class(
    doc = "An authentik source tree, as the repository authentik_<name>; its Python side as authentik_<name>_python, the Python distributions that it locks as authentik_<name>_wheels and, for its tests, authentik_<name>_test_wheels, those installed as authentik_<name>_site, and all of it as it is as authentik_<name>_whole. Give one of `folder` and `environ`. The releases that lines/ pins are sources without a tag.",
    attrs = {
        "name": attr.string(doc = "What //:source calls it: sample or checkout.", mandatory = True),
        "folder": attr.string(doc = "A tree in this repository: its path below the root."),
        "environ": attr.string(doc = "An environment variable that holds the path of a checkout."),
        "schema": attr.label(doc = "OpenAPI schema for a tree that has no schema.yml."),
        "line": attr.string(doc = "The folder of lines/ that it is built by. A checkout's is that of its version."),
    },
)

_uses_tag = tag_class(
    doc = "What the repositories of sources refer to, once, of what is built above them.",
    attrs = {
        "client": attr.label(doc = "The go_library that a source's Go packages get for the API client.", mandatory = True),
        "python_rules": attr.label(doc = "The file that has the rules hatch_wheel, for in-tree Python packages, and nix_site, for what Nix installed.", mandatory = True),
    },
)

authentik = module_extension(
    doc = "The engine's identity, the table of releases, Go modules and authentik source trees.",
    implementation = _authentik_impl,
    tag_classes = {
        "go_modules": _go_modules_tag,
        "source": _source_tag,
        "uses": _uses_tag,
    },
)
