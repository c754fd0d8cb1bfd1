"""API of users."""

from django.contrib.auth.models import Permission
from django.test import TestCase, TransactionTestCase
from guardian.shortcuts import assign_perm, remove_perm

from authentik.core.models import Group, User, UserTypes
from authentik.core.tests.utils import bearer, create_user
from authentik.rbac.models import Role

USERS = "/api/v3/core/users/"


class TestUsersAPI(TestCase):
    def setUp(self):
        self.admin = create_user("admin", superuser=True)
        self.headers = bearer(self.admin)

    def get(self, query="", headers=None):
        return self.client.get(USERS + query, headers=headers or self.headers)

    def create(self, headers=None, **body):
        return self.client.post(USERS, body, "application/json", headers=headers or self.headers)

    def test_who_may(self):
        self.assertEqual(self.client.get(USERS).status_code, 403)
        self.assertEqual(self.get(headers={"Authorization": "Bearer wrong"}).status_code, 403)
        self.assertEqual(self.get(headers={"Authorization": "Bearer \x00"}).status_code, 403)
        # A list is open, and empty for who may see nobody.
        plain = bearer(create_user("plain"))
        self.assertEqual(self.get(headers=plain).json()["pagination"]["count"], 0)
        self.assertEqual(self.create(plain, username="x", name="x").status_code, 403)

    def test_list(self):
        for number in range(30):
            create_user(f"many-{number:02}")
        with self.assertNumQueries(6):
            answer = self.get("?page_size=10&page=2&search=many").json()
        self.assertEqual(
            answer["pagination"],
            {"next": 3, "previous": 1, "count": 30, "current": 2, "total_pages": 3, "start_index": 11, "end_index": 20},
        )
        self.assertEqual(answer["results"][0]["username"], "many-10")
        self.assertEqual(self.get("?page=99").status_code, 400)

    def test_filters(self):
        group = Group.objects.create(name="a group")
        user = create_user("filtered", attributes={"room": {"number": 7}}, path="users/here")
        user.groups.add(group)
        for query in (
            "username=filtered",
            f"groups_by_pk={group.pk}",
            "groups_by_name=a+group",
            "path_startswith=users/h",
            'attributes={"room":{"number":7}}',
            f"uuid={user.uuid}",
        ):
            found = [result["username"] for result in self.get(f"?{query}").json()["results"]]
            self.assertEqual(found, ["filtered"], query)
        self.assertEqual(self.get("?is_superuser=true").json()["results"][0]["username"], "admin")
        for wrong in ("uuid=no", "attributes=no", 'attributes={"a":"\\u0000"}', "type=no", "username=%00"):
            self.assertEqual(self.get(f"?{wrong}").status_code, 400, wrong)

    def test_create(self):
        group = Group.objects.create(name="a group")
        answer = self.create(
            username="new", name="New One", groups=[str(group.pk)], attributes={"a": [1, None, {"b": 1.5}]}
        )
        self.assertEqual(answer.status_code, 201, answer.content)
        user = User.objects.get(pk=answer.json()["pk"])
        self.assertEqual(list(user.groups.all()), [group])
        self.assertFalse(user.has_usable_password())
        self.assertEqual(answer.json()["groups_obj"][0]["name"], "a group")
        self.assertEqual(self.create(username="new", name="again").status_code, 400)

    def test_odd_requests(self):
        for body in (b"\xff", b"{", b"[" * 100_000, b"null", b'{"username": "a", "name": "\\ud800"}'):
            answer = self.client.post(USERS, body, "application/json", headers=self.headers)
            self.assertEqual(answer.status_code, 400, body[:20])
        for path in ("0.5/", "no/such/path", "99999999999999999999/"):
            answer = self.get(path)
            self.assertEqual((answer.status_code, answer.json()["code"]), (404, "not_found"), path)

    def test_create_refused(self):
        for body in (
            {"name": "no username"},
            {"username": "x" * 151, "name": ""},
            {"username": "x", "name": "", "attributes": []},
            {"username": "x", "name": "", "attributes": {"nul": "\x00"}},
            {"username": "x", "name": "", "type": UserTypes.INTERNAL_SERVICE_ACCOUNT},
            {"username": "x", "name": "", "path": "/absolute"},
            {"username": "x", "name": "", "path": "a//b"},
            {"username": "x", "name": "", "email": "no address"},
        ):
            self.assertEqual(self.create(**body).status_code, 400, body)

    def test_nobody_makes_himself_mightier(self):
        maker = create_user("maker")
        role = Role.objects.create(name="makers")
        role.permissions.add(Permission.objects.get(codename="add_user"))
        maker.roles.add(role)
        mighty = self.admin.groups.get()
        self.assertEqual(self.create(bearer(maker), username="a", name="a").status_code, 201)
        refused = self.create(bearer(maker), username="b", name="b", groups=[str(mighty.pk)])
        self.assertEqual(refused.status_code, 400)

    def test_object_permissions(self):
        seer, seen = create_user("seer"), create_user("seen")
        headers = bearer(seer)
        self.assertEqual(self.get(f"{seen.pk}/", headers).status_code, 404)
        assign_perm("authentik_core.view_user", seer, seen)
        assign_perm("authentik_core.view_user", seer, seen)
        self.assertEqual(self.get(f"{seen.pk}/", headers).json()["username"], "seen")
        self.assertEqual([user["username"] for user in self.get("", headers).json()["results"]], ["seen"])
        self.assertTrue(remove_perm("view_user", seer, seen))
        self.assertEqual(self.get(f"{seen.pk}/", headers).status_code, 404)

    def test_me(self):
        answer = self.get("me/").json()
        self.assertEqual(answer["user"]["username"], "admin")
        self.assertTrue(answer["user"]["is_superuser"])
        self.assertEqual(self.client.get(USERS + "me/").status_code, 403)


class TestRefusedByTheDatabase(TransactionTestCase):
    def test_time_zone(self):
        headers = bearer(create_user("admin", superuser=True))
        answer = self.client.get(USERS + "?last_updated__lt=0282-12-28T11%3A28%3A32-22%3A29", headers=headers)
        self.assertEqual(answer.status_code, 400)
