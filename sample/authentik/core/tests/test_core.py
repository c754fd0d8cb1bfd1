"""Cache, permissions and the channel layer of the in-tree packages; what the API says of a user."""

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.core.cache import cache
from django.test import TestCase
from guardian.models import UserObjectPermission

from authentik.core.models import Token, User


class TestCore(TestCase):
    def setUp(self):
        self.user = User.objects.create(username="jens", name="Jens")

    def test_cache(self):
        cache.set("key", {"a": 1})
        self.assertEqual(cache.get("key"), {"a": 1})

    def test_permission_of_one_object(self):
        other = User.objects.create(username="other", name="Other")
        UserObjectPermission.objects.create(user=self.user, permission="authentik_core.view_user", object_pk=other.pk)
        self.assertTrue(self.user.has_perm("authentik_core.view_user", other))
        self.assertFalse(self.user.has_perm("authentik_core.view_user", self.user))

    def test_channels(self):
        layer = get_channel_layer()

        async def talk() -> dict:
            channel = await layer.new_channel()
            await layer.group_add("group", channel)
            await layer.group_send("group", {"type": "hello", "said": [1]})
            return await layer.receive(channel)

        self.assertEqual(async_to_sync(talk)(), {"type": "hello", "said": [1]})

    def test_token(self):
        self.assertEqual(self.client.get("/api/v3/core/users/me/").status_code, 403)
        Token.objects.create(identifier="a", key="secret", user=self.user)
        answer = self.client.get("/api/v3/core/users/me/", headers={"Authorization": "Bearer secret"})
        self.assertEqual(answer.json()["user"]["username"], "jens")
