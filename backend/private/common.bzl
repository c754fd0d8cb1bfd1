"""What the backend's rules have in common."""

# The attributes of a rule that runs steps with the Python of the package set.
PYTHON_ATTRS = {
    # That of the source's release line.
    "_python": attr.label(
        default = "//lines:python",
        allow_single_file = True,
    ),
    "_python_files": attr.label(
        default = "//lines:python_files",
    ),
}

def root_of(files, marker, label):
    """The top folder of a source: where the topmost file of a name lies.

    Args:
      files: list of Files.
      marker: string; the file's name, such as pyproject.toml.
      label: Label to name when there is none.

    Returns:
      string, the folder's path.
    """
    found = [file for file in files if file.basename == marker]
    if not found:
        fail("{} holds no {}, so it is no Python project: give the files of the project's top folder".format(label, marker))
    return sorted([(len(file.path), file.dirname) for file in found])[0][1]

def path_in_repository(file):
    """A source file's path below the top of its repository.

    Args:
      file: File.

    Returns:
      string.
    """
    if file.short_path.startswith("../"):
        return file.short_path.split("/", 2)[2]
    return file.short_path
