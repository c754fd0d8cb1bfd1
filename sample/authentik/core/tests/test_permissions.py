"""Object permissions, as the in-tree package gives them."""

from io import StringIO

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import TestCase
from guardian.models import UserObjectPermission
from guardian.shortcuts import UnknownPermission, assign_perm, get_objects_for_user, get_perms

from authentik.core.models import Group, User
from authentik.core.tests.utils import create_user
from authentik.rbac.models import Role


class TestObjectPermissions(TestCase):
    def setUp(self):
        self.user, self.thing, self.other = create_user("user"), create_user("thing"), create_user("other")

    def test_user(self):
        self.assertFalse(self.user.has_perm("authentik_core.change_user", self.thing))
        assign_perm("change_user", self.user, self.thing)
        self.assertTrue(self.user.has_perm("authentik_core.change_user", self.thing))
        self.assertFalse(self.user.has_perm("authentik_core.change_user", self.other))
        self.assertFalse(self.user.has_perm("authentik_core.change_user"))
        self.assertFalse(self.user.has_perm("other_app.change_user", self.thing))

    def test_role(self):
        direct, through_group = Role.objects.create(name="direct"), Role.objects.create(name="group's")
        group = Group.objects.create(name="group")
        group.roles.add(through_group)
        self.user.roles.add(direct)
        self.user.groups.add(group)
        assign_perm("view_user", direct, self.thing)
        assign_perm("delete_user", through_group, self.thing)
        self.assertEqual(get_perms(self.user, self.thing), {"view_user", "delete_user"})
        found = get_objects_for_user(self.user, "authentik_core.delete_user", User.objects.all())
        self.assertEqual(list(found), [self.thing])

    def test_inactive(self):
        assign_perm("view_user", self.user, self.thing)
        self.user.is_active = False
        self.assertFalse(self.user.has_perm("authentik_core.view_user", self.thing))
        self.assertFalse(get_objects_for_user(self.user, "authentik_core.view_user", User.objects.all()).exists())

    def test_wrong(self):
        with self.assertRaisesMessage(UnknownPermission, "There is no permission fly_user"):
            assign_perm("fly_user", self.user, self.thing)
        given = assign_perm("view_user", self.user, self.thing)
        given.content_object = Group.objects.create(name="group")
        with self.assertRaises(ValidationError):
            given.save()

    def test_orphans(self):
        assign_perm("view_user", self.user, self.thing)
        assign_perm("view_user", self.user, self.other)
        self.thing.delete()
        out = StringIO()
        call_command("clean_orphan_obj_perms", stdout=out)
        self.assertIn("Removed 1 ", out.getvalue())
        self.assertEqual(UserObjectPermission.objects.get().content_object, self.other)
