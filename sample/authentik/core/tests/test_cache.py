"""The cache in PostgreSQL. That it survives a restart is tested in tests/test_restart.py."""

from threading import Thread
from time import sleep

from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase


class TestCache(TransactionTestCase):
    def test_values(self):
        for value in (1, "text", None, {"a": [1, 2]}, b"bytes"):
            cache.set("key", value)
            self.assertEqual(cache.get("key", "default"), value)
        self.assertEqual(cache.get("other", "default"), "default")
        self.assertEqual(cache.get_many(["key", "other"]), {"key": b"bytes"})
        self.assertTrue(cache.delete("key"))
        self.assertFalse(cache.delete("key"))

    def test_expiry(self):
        cache.set("short", 1, 0.2)
        cache.set("gone", 1, 0)
        cache.set("long", 1, None)
        self.assertIn("short", cache)
        self.assertNotIn("gone", cache)
        self.assertFalse(cache.add("short", 2))
        self.assertTrue(cache.touch("long", 60))
        sleep(0.3)
        self.assertNotIn("short", cache)
        self.assertTrue(cache.add("short", 2, 60))
        self.assertEqual(cache.get("short"), 2)
        self.assertFalse(cache.touch("nobody"))

    def test_keys(self):
        cache.set_many({"a_b/1": 1, "a_b/2": 2, "axb/3": 3})
        self.assertEqual(sorted(cache.keys("a_b/*")), ["a_b/1", "a_b/2"])
        cache.delete_many(["a_b/1", "a_b/2"])
        self.assertEqual(cache.keys("*"), ["axb/3"])
        cache.clear()
        self.assertEqual(cache.keys("*"), [])

    def test_versions(self):
        cache.set("key", "one", version=1)
        cache.set("key", "two", version=2)
        self.assertEqual(cache.get("key", version=1), "one")
        cache.incr_version("key", version=2)
        self.assertEqual(cache.get("key", version=3), "two")

    def test_counting_at_once(self):
        cache.set("count", 0)

        def count():
            for _ in range(20):
                cache.incr("count")
            connection.close()

        threads = [Thread(target=count) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(cache.get("count"), 80)
        with self.assertRaises(ValueError):
            cache.incr("nothing")

    def test_clean(self):
        cache.set("old", 1, 0.01)
        cache.set("new", 1)
        sleep(0.05)
        cache.clean()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_postgres_cache_cacheentry")
            self.assertEqual(cursor.fetchone(), (1,))
