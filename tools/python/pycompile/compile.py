"""Compiles groups of Python files, each group in a fork of this process. The job comes as JSON on standard input."""

import json
import os
import py_compile
import sys
import warnings


def compile_group(root, files, failures):
    """Write the byte code of files beside them; a line of JSON for each that does not compile."""
    for name in files:
        folder, base = os.path.split(name)
        cached = f"{os.path.splitext(base)[0]}.{sys.implementation.cache_tag}.pyc"
        try:
            py_compile.compile(
                os.path.join(root, name),
                os.path.join(root, folder, "__pycache__", cached),
                # An import puts the real path in its place.
                dfile=name,
                doraise=True,
                optimize=0,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            )
        except py_compile.PyCompileError as exc:
            line = getattr(exc.exc_value, "lineno", None) or 0
            reason = getattr(exc.exc_value, "msg", None) or str(exc.exc_value)
            failures.write(json.dumps({"file": name, "line": line, "reason": reason}) + "\n")
        except OSError as exc:
            # No fault of the file: a full disk, say.
            raise OSError(f"writing the byte code of {name}: {exc.strerror}") from exc


def main():
    warnings.simplefilter("ignore")
    job = json.load(sys.stdin)
    running = 0
    failed = False
    for number, files in enumerate(job["groups"]):
        if running == job["processes"]:
            failed |= os.wait()[1] != 0
            running -= 1
        if os.fork() == 0:
            status = 1
            try:
                with open(os.path.join(job["failures"], str(number)), "w", encoding="utf-8") as failures:
                    compile_group(job["root"], files, failures)
                status = 0
            except Exception as exc:  # pylint: disable=broad-exception-caught
                # This process ends here, and nobody else knows.
                print(str(exc) or type(exc).__name__, file=sys.stderr, flush=True)
            finally:
                os._exit(status)
        running += 1
    while running:
        failed |= os.wait()[1] != 0
        running -= 1
    sys.exit(failed)


main()
