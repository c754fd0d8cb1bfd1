"""Blueprints: their tags, what is refused, and those that come with authentik."""

from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema
import yaml
from django.core.management import CommandError, call_command
from django.test import TestCase
from guardian.shortcuts import get_perms

from authentik.blueprints.models import BlueprintInstance
from authentik.blueprints.tasks import apply_blueprint, blueprints_discovery, register
from authentik.blueprints.v1.common import BlueprintError, load
from authentik.blueprints.v1.tasks import blueprints_dir, find, read
from authentik.blueprints.v1.importer import Importer
from authentik.brands.models import Brand
from authentik.core.models import Group, Token, User
from authentik.core.tests.utils import create_user
from authentik.lib.config import CONFIG

HEAD = "version: 1\nentries:\n"


class TestBlueprints(TestCase):
    def refused(self, text: str, why: str):
        with self.assertRaisesMessage(BlueprintError, why):
            Importer(load(text)).apply()

    def test_every_tag(self):
        create_user("not-wanted")
        for _ in range(2):
            Importer(read("testing/everything.yaml").blueprint).apply()
        group = Group.objects.get(name="testing-group")
        self.assertEqual(group.attributes, {"env": "fallback", "file": "no file", "choice": True})
        user = User.objects.get(username="testing")
        self.assertEqual(list(user.groups.all()), [group])
        self.assertEqual(get_perms(user, user), {"view_user"})
        self.assertFalse(User.objects.filter(username__in=["not-wanted", "never-made"]).exists())

    def test_all_that_come_with_authentik(self):
        schema = yaml.safe_load((blueprints_dir() / "schema.json").read_text())

        class Plain(yaml.SafeLoader):
            """Tags are any value."""

        Plain.add_multi_constructor("!", lambda *_: "tag")
        paths = list(find())
        self.assertIn("default/flow-default-authentication-flow.yaml", paths)
        for path in paths:
            with self.subTest(path):
                jsonschema.validate(yaml.load((blueprints_dir() / path).read_text(), Plain), schema)
                self.assertGreaterEqual(Importer(read(path).blueprint).apply(), 1)
        brand = Brand.objects.get(default=True)
        self.assertEqual(brand.flow_authentication.slug, "default-authentication-flow")

    def test_bootstrap(self):
        for password in ("first password", "second password"):
            context = {"password": password, "token": "a token" if password.startswith("s") else None}
            Importer(read("system/bootstrap.yaml").blueprint, context).apply()
            admin = User.objects.get(username="akadmin")
            self.assertTrue(admin.check_password(password))
            self.assertTrue(admin.is_superuser)
        self.assertEqual(Token.objects.get().user, admin)

    def test_refused(self):
        for text, why in (
            ("entries: []", "It has no version"),
            ("version: 2", "It has version 2"),
            ("version: 1\nwhatever: 1", "whatever"),
            (HEAD + "- {model: authentik_core.user}", "no identifiers"),
            (HEAD + "- {model: authentik_core.user, identifiers: {pk: 1}, nonsense: 1}", "Entry 1 is wrong"),
            (HEAD + "- {model: authentik_core.user, identifiers: {pk: 1}, state: here}", "state 'here'"),
            (HEAD + "- {model: authentik_core.x, identifiers: {pk: 1}}", "no model authentik_core.x"),
            (HEAD + "- {model: auth.permission, identifiers: {pk: 1}}", "is not for blueprints"),
            (HEAD + "- {model: authentik_core.group, identifiers: {name: a}, attrs: {x: 1}}", "has no x"),
            (HEAD + "- {model: authentik_core.group, identifiers: {name: !KeyOf x}}", "which no entry before"),
            (HEAD + "- {model: authentik_core.user, identifiers: {username: a}}", "name: This field cannot be blank."),
        ):
            self.refused(text, why)

    def test_all_or_nothing(self):
        text = HEAD + "- {model: authentik_core.group, identifiers: {name: kept}}\n- {model: a.b, identifiers: {pk: 1}}"
        self.refused(text, "Entry 2")
        self.assertFalse(Group.objects.exists())

    def test_command(self):
        out = StringIO()
        call_command("apply_blueprint", "default/default-brand.yaml", stdout=out)
        self.assertIn("3 entries applied", out.getvalue())
        with self.assertRaisesMessage(CommandError, "leads out of the folder"):
            call_command("apply_blueprint", "../manage.py")
        with self.assertRaisesMessage(CommandError, "No such file"):
            call_command("apply_blueprint", "default/nothing.yaml")

    def test_discovery(self):
        blueprints_discovery.fn()
        example = BlueprintInstance.objects.get(path="example/flows-recovery-email.yaml")
        self.assertFalse(example.enabled)
        instance = BlueprintInstance.objects.get(path="default/default-brand.yaml")
        self.assertEqual(apply_blueprint.fn(str(instance.pk)), 3)
        instance.refresh_from_db()
        self.assertEqual(instance.status, "successful")
        self.assertEqual(instance.last_applied_hash, read(instance.path).hash)

    def test_wrong_ones_are_noted(self):
        with TemporaryDirectory() as folder, CONFIG.patch("blueprints_dir", folder):
            file = Path(folder, "wrong.yaml")
            file.write_text("version: 1\nmetadata: {name: wrong}\nentries: [{model: a.b, identifiers: {pk: 1}}]\n")
            Path(folder, "no-yaml.yaml").write_text("version: [")
            self.assertEqual(blueprints_discovery.fn(), 1)
            instance = register(read("wrong.yaml"))
            self.assertEqual(apply_blueprint.fn(str(instance.pk)), 0)
            instance.refresh_from_db()
            self.assertEqual(instance.status, "error")
            # It is not tried again before it is changed.
            self.assertEqual(blueprints_discovery.fn(), 0)
            with self.assertRaisesMessage(BlueprintError, "Parsing blueprint no-yaml.yaml in line"):
                read("no-yaml.yaml")
