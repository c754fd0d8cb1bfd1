"""Tells outposts that something changed."""

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from authentik.outposts.models import Outpost


@receiver(post_save, sender=Outpost, dispatch_uid="authentik_outposts_update")
def tell(sender, instance: Outpost, **_):
    """Have all instances of the outpost ask anew, once the change can be seen."""
    layer = get_channel_layer()
    transaction.on_commit(lambda: async_to_sync(layer.group_send)(instance.group, {"type": "event.update"}))
