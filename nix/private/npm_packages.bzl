"""The npm packages that a source's web UI is built with, as its own package-lock.json pins them."""

load(":nix.bzl", "nix_build_all")
load(":programs.bzl", "PROGRAMS_ATTRS", "programs_of")
load(":step.bzl", "run_step")
load(":tree.bzl", "SOURCE_ATTRS", "line_files", "source_folder", "source_line", "workspace")

# Parts of the web build, by what comes behind the name of the source's repository: what only tests read is not fetched for a build.
# The names in BUILD files are those of //nix/source:sources.bzl.
NPM_PARTS = {
    "_npm": ["bundle", "locales", "sfe"],
    "_test_npm": ["types", "unit"],
}

def _npm_packages_repository_impl(repository_ctx):
    source = repository_ctx.attr.source
    root = workspace(repository_ctx)
    nix = root.get_child("nix")
    repository_ctx.watch_tree(nix)
    tree, mutable = source_folder(repository_ctx)
    lines = line_files(repository_ctx, source_line(repository_ctx, tree)["npm"])
    lock = tree.get_child("web", "package-lock.json")
    if mutable:
        repository_ctx.watch(lock)

        # The lock must be in step with these.
        for folder in (json.decode(repository_ctx.read(lock), default = None) or {}).get("packages", {}):
            if "node_modules/" not in folder:
                repository_ctx.watch(lock.dirname.get_child(*((folder.split("/") if folder else []) + ["package.json"])))
    programs = programs_of(repository_ctx)

    # What is missing in the store, by one process; and what is used of the lock.
    repository_ctx.report_progress("fetching the npm packages of " + source)
    result = run_step(
        repository_ctx,
        [
            programs["npm"] + "/bin/npm",
            "npm-fetch",
            "--lock",
            str(lock),
            "--npm",
            programs["nodejs"] + "/bin/npm",
            "--out",
            "packages.json",
        ] + ["--line={}".format(line) for line in lines] + ["--part=" + part for part in repository_ctx.attr.parts],
        timeout = 86400,
    )
    for said in result.stdout.splitlines():
        # buildifier: disable=print
        print(said)
    tarballs = nix_build_all(repository_ctx, "the npm packages of " + source, [
        nix.get_child("npm.nix"),
        "--arg",
        "packages",
        str(repository_ctx.path("packages.json")),
    ])[0]
    repository_ctx.symlink(tarballs, "tarballs")
    repository_ctx.file("BUILD.bazel", """\
package(default_visibility = ["//visibility:public"])

exports_files(["packages.json"])

filegroup(
    name = "tarballs",
    srcs = glob(["tarballs/*.tgz"]),
)
""")

npm_packages_repository = repository_rule(
    doc = """The npm packages of an authentik source tree that some parts of its web build reach: the group `tarballs`, and packages.json, which says what each is,
where it is laid out, and what deviates from the lock and why.""",
    implementation = _npm_packages_repository_impl,
    attrs = SOURCE_ATTRS | PROGRAMS_ATTRS | {
        "parts": attr.string_list(
            doc = "The parts of the web build that they are for; the line's npm.yaml has them under `reaches`.",
            mandatory = True,
        ),
    },
)
