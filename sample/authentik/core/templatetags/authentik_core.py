"""Tags for the pages that hold the web UI."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from authentik import authentik_full_version

register = template.Library()


@register.simple_tag()
def versioned_script(path: str) -> SafeString:
    """Load a script of the web UI. %v in its path is the version, so that a browser keeps no older one."""
    url = static(path.replace("%v", authentik_full_version()))
    return format_html('<script src="{}" type="module"></script>', url)


@register.simple_tag()
def versioned_style(path: str) -> SafeString:
    """Load a style sheet of the web UI."""
    url = static(path.replace("%v", authentik_full_version()))
    return format_html('<link rel="stylesheet" type="text/css" href="{}">', url)
