"""Answers conform to authentik's real schema.

AKB_SCHEMA is its schema.yml. What the sample serves is cut out of it, and schemathesis (AKB_SCHEMATHESIS, or `st` on
PATH) makes up requests, right ones and wrong ones, and compares each answer with it. It runs in a process of its own,
so it may come from another environment than authentik, or from a folder beside authentik's.
"""

import json
import os
import shutil
import subprocess
import unittest
from pathlib import Path

import yaml

from tests.postgres import Postgres
from tests.tree import PYTHON, SECRET_KEY, Home, Process, free_port, request

OPERATIONS = (
    "admin_version_retrieve",
    "core_brands_current_retrieve",
    "core_brands_list",
    "core_users_create",
    "core_users_list",
    "core_users_me_retrieve",
    "core_users_retrieve",
    "flows_executor_get",
    "flows_executor_solve",
    "outposts_instances_list",
    "outposts_proxy_list",
    "root_config_retrieve",
)
# The schema lists no 404 anywhere, and authentik answers it wherever a path names something: it is added here.
CAN_BE_NOT_FOUND = ("core_users_retrieve", "flows_executor_get", "flows_executor_solve")
THERE_IS = {"flow_slug": ["default-authentication-flow", "default-recovery-flow"], "id": [1]}
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "ignored_auth",
)
TOKEN = "a token of nobody in the world"
# How thoroughly the operations are tried once more, as somebody else or with other names. Most time goes into coverage.
PHASES = os.environ.get("AKB_PHASES", "coverage,fuzzing")


def references(value) -> set[str]:
    """Return what a part of the schema refers to."""
    if isinstance(value, dict):
        found = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        # Mappings of discriminators hold references as plain text.
        found |= {item for item in value.values() if isinstance(item, str) and item.startswith("#/components/")}
        return found.union(*(references(item) for item in value.values()))
    if isinstance(value, list):
        return set().union(*(references(item) for item in value))
    return set()


def cut(schema: dict, operations: tuple[str, ...]) -> dict:
    """Return the part of a schema that some operations need."""
    paths: dict = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if isinstance(operation, dict) and operation.get("operationId") in operations:
                paths.setdefault(path, {})[method] = operation
    found = {operation["operationId"] for methods in paths.values() for operation in methods.values()}
    missing = set(operations) - found
    if missing:
        raise AssertionError(f"the schema has no {', '.join(sorted(missing))}")
    components: dict = {"securitySchemes": schema["components"]["securitySchemes"]}
    todo = references(paths)
    while todo:
        reference = todo.pop()
        _, _, kind, name = reference.split("/")
        if name not in components.setdefault(kind, {}):
            components[kind][name] = schema["components"][kind][name]
            todo |= references(components[kind][name])
    return {"openapi": schema["openapi"], "info": schema["info"], "paths": paths, "components": components}


def apply_discriminators(schemas: dict):
    """Say in JSON Schema's words what a discriminator means: its value tells which one of oneOf it is."""
    for union in list(schemas.values()):
        discriminator = union.get("discriminator")
        if "oneOf" not in union or not discriminator:
            continue
        name = discriminator["propertyName"]
        values: dict[str, list[str]] = {}
        for value, reference in discriminator["mapping"].items():
            values.setdefault(reference.rpartition("/")[2], []).append(value)
        for member, allowed in values.items():
            schemas[member]["properties"][name]["enum"] = allowed
            schemas[member]["required"] = sorted({name, *schemas[member].get("required", [])})


@unittest.skipUnless(os.environ.get("AKB_SCHEMA"), "AKB_SCHEMA does not say where schema.yml is")
class TestConformance(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = Home()
        cls.addClassCleanup(cls.home.remove)
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        schema = cut(yaml.load(Path(os.environ["AKB_SCHEMA"]).read_text(), loader), OPERATIONS)
        apply_discriminators(schema["components"]["schemas"])
        named = [
            operation
            for methods in schema["paths"].values()
            for operation in methods.values()
            if operation["operationId"] in CAN_BE_NOT_FOUND
        ]
        for operation in named:
            operation["responses"]["404"] = {"$ref": "#/components/responses/GenericErrorResponse"}
        cls.schema = cls.home.folder / "schema.json"
        cls.schema.write_text(json.dumps(schema))
        # The same with names of what there is: made-up ones would meet nothing but 404.
        for parameter in (parameter for operation in named for parameter in operation["parameters"]):
            if parameter.get("name") in THERE_IS:
                parameter["schema"]["enum"] = THERE_IS[parameter["name"]]
        cls.schema_of_what_there_is = cls.home.folder / "there-is.json"
        cls.schema_of_what_there_is.write_text(json.dumps(schema))
        # The server answers on a port, because schemathesis does not know unix sockets.
        postgres = cls.enterClassContext(Postgres())
        cls.home.env |= postgres.env()
        cls.where = ("127.0.0.1", free_port())
        address = f"{cls.where[0]}:{cls.where[1]}"
        arguments = ("-c", "./lifecycle/gunicorn.conf.py", "authentik.root.asgi:application", "--bind", address)
        cls.server = cls.enterClassContext(Process(cls.home, "gunicorn", *arguments))
        cls.server.wait_for(lambda: request(cls.where, "/-/health/ready/")[0] == 200, "ready server")
        cls.home.manage("apply_blueprint", "default/default-brand.yaml", "example/flows-recovery-email.yaml")
        cls.home.manage("apply_blueprint", "system/bootstrap.yaml", AUTHENTIK_BOOTSTRAP_TOKEN=TOKEN)

    def schemathesis(self, token: str, *operations: str, schema: Path | None = None, phases=PHASES):
        env = {"PATH": self.home.env["PATH"], "HOME": str(self.home.folder), "NO_PROXY": "*"}
        given = os.environ.get("AKB_SCHEMATHESIS") or shutil.which("st", path=self.home.env["PATH"])
        self.assertTrue(given, "schemathesis is neither in AKB_SCHEMATHESIS nor on PATH")
        program = [given]
        if os.path.isdir(given):
            env["PYTHONPATH"] = given
            program = [PYTHON, "-c", "from schemathesis.cli import schemathesis; schemathesis()"]
        address = f"http://{self.where[0]}:{self.where[1]}/api/v3"
        command = [*program, "run", str(schema or self.schema), "--url", address]
        for operation in operations:
            command += ["--include-operation-id", operation]
        command += ["--checks", ",".join(CHECKS), "--phases", phases, "--mode", "all", "--workers", "2"]
        command += ["--max-examples", os.environ.get("AKB_EXAMPLES", "40"), "--seed", "1", "--no-color"]
        command += ["--header", f"Authorization: Bearer {token}", "--suppress-health-check", "all"]
        command += ["--generation-database", "none", "--request-timeout", "30"]
        done = subprocess.run(
            command, check=False, cwd=self.home.folder, env=env, capture_output=True, text=True, timeout=1200
        )
        if os.environ.get("AKB_VERBOSE"):
            print(done.stdout[-4000:])
        self.assertEqual(done.returncode, 0, f"{done.stdout[-12000:]}\n{done.stderr[-2000:]}")

    def test_as_administrator(self):
        self.schemathesis(TOKEN, *OPERATIONS, phases="examples,coverage,fuzzing")

    def test_as_outpost(self):
        """Somebody who may do little gets answers that the schema knows as well."""
        self.schemathesis(SECRET_KEY, "core_brands_list", "core_users_create", "core_users_list", "core_users_retrieve")

    def test_what_there_is(self):
        self.schemathesis(TOKEN, *CAN_BE_NOT_FOUND, schema=self.schema_of_what_there_is)

    def test_nothing_went_wrong_inside(self):
        self.assertNotIn("Internal Server Error", self.server.text())


if __name__ == "__main__":
    unittest.main()
