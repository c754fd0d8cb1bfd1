# shellcheck shell=bash
mkdir site
for wheel in "$wheels"/wheels/*.whl; do unzip -q -o "$wheel" -d site; done
# The client asks for no more than what is there.
sed -n '/^dependencies = \[/,/^\]/s/^ *"\([A-Za-z0-9-]*\).*/\1/p' "$client/pyproject.toml" | sort >asked
diff asked - <<'END'
pydantic
python-dateutil
typing-extensions
urllib3
END
cp -r "$client/authentik_client" site/
chmod -R u+w site
PYTHONPATH=$PWD/site "$python/bin/python$pythonVersion" -s - >"$out" <<'END'
import compileall
import importlib
import pathlib
import sys

import authentik_client

folder = pathlib.Path(authentik_client.__file__).parent
assert compileall.compile_dir(folder, quiet=1), "a module does not compile"
modules = sorted(".".join(("authentik_client", *path.relative_to(folder).with_suffix("").parts)) for path in folder.rglob("*.py"))
for module in modules:
    importlib.import_module(module.removesuffix(".__init__"))
client = authentik_client.ApiClient(authentik_client.Configuration(host="http://localhost"))
print("authentik_client", authentik_client.__version__, client.user_agent, len(modules), "modules")
sys.exit(0 if len(modules) > 10 else 1)
END
cat "$out"
