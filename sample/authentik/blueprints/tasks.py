"""Tasks of blueprints."""

from django.utils import timezone
from dramatiq import actor
from structlog.stdlib import get_logger

from authentik.blueprints.models import BlueprintInstance, BlueprintStatus
from authentik.blueprints.v1.common import BlueprintError
from authentik.blueprints.v1.tasks import BlueprintFile, find, read
from authentik.blueprints.v1.importer import Importer

LOGGER = get_logger(__name__)


@actor(crontab="*/30 * * * *", on_startup=True, max_retries=1)
def blueprints_discovery() -> int:
    """Look for blueprints that are new or changed, and have them applied."""
    sent = 0
    for path in find():
        try:
            file = read(path)
        except BlueprintError as exc:
            LOGGER.warning("blueprint is passed over", path=path, error=str(exc))
            continue
        instance = register(file)
        if instance.enabled and instance.last_applied_hash != file.hash:
            apply_blueprint.send_with_options(args=(str(instance.pk),), uid=file.name)
            sent += 1
    return sent


def register(file: BlueprintFile) -> BlueprintInstance:
    """Note that there is such a blueprint. Whether it is applied without being asked is its own decision at first."""
    instance, _ = BlueprintInstance.objects.get_or_create(
        path=file.path,
        defaults={
            "name": file.name,
            "metadata": file.blueprint.metadata,
            "enabled": file.instantiate,
        },
    )
    return instance


@actor(max_retries=3)
def apply_blueprint(instance_pk: str) -> int:
    """Apply one blueprint. That somebody wrote a wrong one is noted, and does not get better by trying again."""
    instance = BlueprintInstance.objects.filter(pk=instance_pk, enabled=True).first()
    if instance is None:
        return 0
    try:
        file = read(instance.path)
        instance.last_applied_hash = file.hash
        applied = Importer(file.blueprint, instance.context).apply()
        instance.status = BlueprintStatus.SUCCESSFUL
    except BlueprintError as exc:
        LOGGER.warning("blueprint was not applied", path=instance.path, error=str(exc))
        instance.status = BlueprintStatus.ERROR
        applied = 0
    instance.last_applied = timezone.now()
    instance.save()
    return applied
