"""What drf-spectacular cannot find out by itself."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class TokenScheme(OpenApiAuthenticationExtension):
    """Bearer tokens, under the name that authentik's schema has for them."""

    target_class = "authentik.api.authentication.TokenAuthentication"
    name = "authentik"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer"}
