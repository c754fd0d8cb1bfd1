"""Who asks."""

from ipaddress import ip_address

from django.http import HttpRequest

DEFAULT_IP = "255.255.255.255"


def client_ip(request: HttpRequest) -> str:
    """Return the client's address. The Go server removes what strangers claim, so the first entry can be believed."""
    claimed = request.META.get("HTTP_X_FORWARDED_FOR") or request.META.get("REMOTE_ADDR") or ""
    try:
        return str(ip_address(claimed.split(",")[0].strip()))
    except ValueError:
        return DEFAULT_IP
