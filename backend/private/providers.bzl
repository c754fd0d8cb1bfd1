"""What the backend's rules tell each other."""

WheelInfo = provider(
    doc = "A wheel that was built here.",
    fields = {
        "folder": "File; the folder that holds the wheel, under its own name, and nothing else",
    },
)

PythonSiteInfo = provider(
    doc = "Installed wheels.",
    fields = {
        "site": "File; the folder that goes on Python's path",
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
        "sites": "list of PythonSiteInfo",
    },
)
