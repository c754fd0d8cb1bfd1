"""Tasks that only tests send."""

from dramatiq import actor

from authentik.core.models import Group


@actor(store_results=True)
def add(left: int, right: int) -> int:
    return left + right


@actor
def make_group(name: str):
    Group.objects.create(name=name)


@actor(max_retries=3, min_backoff=10, max_backoff=20)
def second_time_lucky(name: str):
    _, created = Group.objects.get_or_create(name=name)
    if created:
        raise ValueError("not yet")


@actor(max_retries=0)
def always_fails():
    raise ValueError("always")
