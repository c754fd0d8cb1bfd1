"""Answers conform to authentik's real schema.

AKB_SCHEMA is its schema.yml. What the sample serves is cut out of it, and schemathesis, whose folder AKB_SCHEMATHESIS is put on
Python's path, makes up requests, right ones and wrong ones, and compares each answer with it.
"""

import json
import os
import subprocess
import unittest
from pathlib import Path

import yaml

from tests.tree import PYTHON, Home, free_port, gunicorn, request

OPERATIONS = (
    "admin_version_retrieve",
    "core_brands_current_retrieve",
    "core_users_me_retrieve",
    "flows_executor_get",
    "flows_executor_solve",
    "outposts_instances_list",
    "root_config_retrieve",
)
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,ignored_auth"
TOKEN = "a token of nobody in the world"


def references(value) -> set[str]:
    """Return what a part of the schema refers to. Mappings of discriminators hold references as plain text."""
    if isinstance(value, dict):
        found = {item for item in value.values() if isinstance(item, str) and item.startswith("#/components/")}
        return found.union(*(references(item) for item in value.values()))
    return set().union(*(references(item) for item in value)) if isinstance(value, list) else set()


def cut(schema: dict) -> dict:
    """Return the part of a schema that the operations need."""
    paths: dict = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if isinstance(operation, dict) and operation.get("operationId") in OPERATIONS:
                paths.setdefault(path, {})[method] = operation
                if "flow_slug" in path:
                    # The schema lists no 404 anywhere. A flow that there is has more to answer than one made up.
                    operation["responses"]["404"] = {"$ref": "#/components/responses/GenericErrorResponse"}
                    slugs = [p["schema"] for p in operation["parameters"] if p.get("name") == "flow_slug"]
                    slugs[0]["enum"] = ["default-authentication-flow", "no-such-flow"]
    if sum(map(len, paths.values())) != len(OPERATIONS):
        raise AssertionError(f"the schema has only {sorted(paths)}")
    components: dict = {"securitySchemes": schema["components"]["securitySchemes"]}
    todo = references(paths)
    while todo:
        _, _, kind, name = todo.pop().split("/")
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
        for value, reference in discriminator["mapping"].items():
            member = schemas[reference.rpartition("/")[2]]
            allowed = member["properties"][name].setdefault("enum", [])
            allowed += [value] if value not in allowed else []
            member["required"] = sorted({name, *member.get("required", [])})


class TestConformance(unittest.TestCase):
    def test_conformance(self):
        home = Home()
        self.addCleanup(home.remove)
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        schema = cut(yaml.load(Path(os.environ["AKB_SCHEMA"]).read_text(), loader))
        apply_discriminators(schema["components"]["schemas"])
        file = home.folder / "schema.json"
        file.write_text(json.dumps(schema))
        # The server answers on a port, because schemathesis does not know unix sockets.
        where = ("127.0.0.1", free_port())
        server = self.enterContext(gunicorn(home, "--bind", "%s:%d" % where))
        server.wait_for(lambda: request(where, "/-/health/ready/")[0] == 200, "ready server")
        blueprints = ("default/flow-default-authentication-flow.yaml", "system/bootstrap.yaml")
        home.manage("apply_blueprint", *blueprints, AUTHENTIK_BOOTSTRAP_TOKEN=TOKEN)
        command = [PYTHON, "-c", "from schemathesis.cli import schemathesis; schemathesis()", "run", str(file)]
        command += ["--url", "http://%s:%d/api/v3" % where, "--header", f"Authorization: Bearer {TOKEN}"]
        command += ["--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--mode", "all", "--workers", "2"]
        command += ["--max-examples", "20", "--seed", "1", "--no-color", "--suppress-health-check", "all"]
        command += ["--generation-database", "none", "--request-timeout", "30"]
        done = home.run(*command, PYTHONPATH=os.environ["AKB_SCHEMATHESIS"], NO_PROXY="*")
        self.assertEqual(done.returncode, 0, f"{done.stdout[-12000:]}\n{done.stderr[-2000:]}")
        self.assertIn(f"Selected: {len(OPERATIONS)}/{len(OPERATIONS)}", done.stdout)
        self.assertNotIn("Internal Server Error", server.text())


if __name__ == "__main__":
    unittest.main()
