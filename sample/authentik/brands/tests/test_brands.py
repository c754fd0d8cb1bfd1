"""Which brand is meant, and what it says."""

from django.test import TestCase

from authentik.brands.models import Brand
from authentik.lib.config import CONFIG

CURRENT = "/api/v3/core/brands/current/"


class TestBrands(TestCase):
    def current(self, host="testserver"):
        answer = self.client.get(CURRENT, headers={"Host": host})
        self.assertEqual(answer.status_code, 200)
        return answer.json()

    def test_none(self):
        brand = self.current()
        self.assertEqual(brand["matched_domain"], "fallback")
        self.assertNotIn("flow_authentication", brand)

    def test_longest_domain(self):
        Brand.objects.create(domain="default", default=True)
        Brand.objects.create(domain="example.com", branding_title="short")
        Brand.objects.create(domain="id.example.com", branding_title="long")
        for host, domain in (
            ("id.example.com", "id.example.com"),
            ("ID.example.com:9443", "id.example.com"),
            ("other.example.com", "example.com"),
            ("notexample.com", "default"),
            ("elsewhere", "default"),
            ("10.0.0.1:9000", "default"),
            ("[::1]:9000", "default"),
        ):
            self.assertEqual(self.current(host)["matched_domain"], domain, host)

    def test_attributes(self):
        brand = Brand.objects.create(domain="default", default=True, branding_logo="fa://fa-lock")
        brand.attributes = {
            "settings": {"theme": {"base": "dark"}, "locale": "de", "footer_links": [{"name": "Help", "href": "/help"}]}
        }
        brand.branding_favicon = "/static/dist/assets/icons/icon.png"
        brand.save()
        answer = self.current()
        self.assertEqual((answer["ui_theme"], answer["default_locale"]), ("dark", "de"))
        self.assertEqual(answer["ui_footer_links"], [{"href": "/help", "name": "Help"}])
        self.assertEqual(answer["branding_logo"], "fa://fa-lock")
        brand.attributes = {"settings": {"theme": {"base": "pink"}}}
        brand.save()
        self.assertEqual(self.current()["ui_theme"], "automatic")

    def test_style_cannot_end_its_element(self):
        Brand.objects.create(domain="default", default=True, branding_custom_css="a::after{content:'</style><script>'}")
        page = self.client.get("/if/flow/none/")
        self.assertEqual(page.status_code, 404)
        self.assertNotIn("</style><script>", Brand.objects.get().css)

    def test_config(self):
        with CONFIG.patch("cache.timeout", "42"):
            config = self.client.get("/api/v3/root/config/").json()
        self.assertEqual(config["cache_timeout"], 42)
        self.assertIn("can_save_media", config["capabilities"])
        self.assertNotIn("can_geo_ip", config["capabilities"])
