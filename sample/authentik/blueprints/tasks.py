"""Tasks of blueprints."""

from dramatiq import actor

from authentik.blueprints.models import BlueprintInstance
from authentik.blueprints.v1.importer import apply
from authentik.blueprints.v1.tasks import content_hash, found


@actor(on_startup=True)
def blueprints_discovery():
    """Look for blueprints, and have them applied."""
    for path in found():
        BlueprintInstance.objects.get_or_create(path=path)
        apply_blueprint.send(path)


@actor(max_retries=3)
def apply_blueprint(path: str):
    """Apply one blueprint, and note that."""
    apply(path)
    done = {"status": "successful", "last_applied_hash": content_hash(path)}
    BlueprintInstance.objects.filter(path=path).update(**done)
