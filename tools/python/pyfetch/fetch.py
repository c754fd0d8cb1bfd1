"""Runs pip once for each job that is read from standard input, several side by side, in processes that share what is loaded.

Answers a line of JSON for each job as it ends: {"number", "ok", "output"}.
"""

import concurrent.futures
import json
import multiprocessing
import os
import sys
import tempfile

try:
    import pip._internal.commands.download  # noqa: F401 - loaded before processes part
    from pip._internal.cli.main import main as pip
except ImportError:
    sys.exit("no pip")


def run(job):
    """Runs pip with a job's arguments, keeping what it says."""
    os.environ.update(job["environ"])
    with tempfile.TemporaryFile() as output:
        for descriptor in (1, 2):
            os.dup2(output.fileno(), descriptor)
        try:
            status = pip(job["arguments"])
        except SystemExit as end:
            status = end.code
        sys.stdout.flush()
        sys.stderr.flush()
        output.seek(0)
        return {"number": job["number"], "ok": status == 0, "output": output.read().decode(errors="replace")}


def main():
    """Reads the jobs and runs them."""
    request = json.load(sys.stdin)
    # pip asks every compiler that it finds for its version, to tell the registry.
    os.environ["PATH"] = "/nonexistent"
    context = multiprocessing.get_context("fork")
    with concurrent.futures.ProcessPoolExecutor(request["workers"], mp_context=context) as workers:
        for done in concurrent.futures.as_completed([workers.submit(run, job) for job in request["jobs"]]):
            print(json.dumps(done.result()), flush=True)


main()
