"""What the images of the product have in common."""

# Layers of the product, the one that changes least first.
BUNDLE_LAYERS = [
    "//server/ship:interpreter",
    "//server/ship:distributions",
    "//server/ship:web",
    "//server/ship:core",
]

def image_labels(part):
    """The labels of an image, those that upstream's have. The version comes from the source.

    Args:
      part: string; what of authentik it is.

    Returns:
      dict.
    """
    return {
        "org.opencontainers.image.description": "authentik {}, built from source".format(part),
        "org.opencontainers.image.documentation": "https://docs.goauthentik.io",
        "org.opencontainers.image.licenses": "https://github.com/goauthentik/authentik/blob/main/LICENSE",
        "org.opencontainers.image.source": "https://github.com/goauthentik/authentik",
        "org.opencontainers.image.title": "authentik {} image".format(part),
        "org.opencontainers.image.url": "https://goauthentik.io",
    }
