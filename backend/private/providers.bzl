"""What the backend's rules tell each other."""

WheelInfo = provider(
    doc = "A wheel that was built here.",
    fields = {
        "folder": "File; the folder that holds the wheel, under its own name, and nothing else",
    },
)

NixSiteInfo = provider(
    doc = "Wheels that Nix installed.",
    fields = {
        "path": "string; the folder in Nix's store with site, scripts and data, as actions know it",
        "outside": "string; the same folder, as whoever looks at what was built knows it",
        "list": "File; each file of the three, and the wheel that it is of",
    },
)

PythonSiteInfo = provider(
    doc = "Installed wheels.",
    fields = {
        "site": "File; the folder that goes on Python's path, or a link to it",
        "outside": "string; what that link leads to, an absolute path; empty if it is the folder itself",
        "contents": "File; the same folder for actions that read it, or a link to it whose target is the same on every machine",
        "scripts": "File; the folder of programs, which start the `python` that lies beside them",
        "data": "File; the folder of what belongs below the interpreter's prefix",
        "list": "File; each file of the three, and the wheel that it is of",
    },
)

PythonTreeInfo = provider(
    doc = "An interpreter with its sites and data, in one folder that can be moved.",
    fields = {
        "place": "string; the folder's path below the runfiles, or below bazel-bin",
        "parts": "depset of Files; the folders and files of the tree",
        "env": "dict; variables that the interpreter sets, and the places of the tree that it sets them to",
        "folders": "dict; places of the tree, and the folder that lies at each: Files. Interpreter and programs are not among them",
        "main": "File; the file at the top of the tree, or None",
        "paths": "list of strings; places of the tree that modules are imported from",
        "programs": "File; the folder of programs",
        "sites": "dict; places of the tree, and the PythonSiteInfo of what lies at each, in the order of Python's path",
    },
)
