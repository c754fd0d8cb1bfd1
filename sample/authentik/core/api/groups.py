"""API of groups."""

from rest_framework.fields import IntegerField
from rest_framework.serializers import ModelSerializer

from authentik.api.fields import JSONDictField
from authentik.core.models import Group


class PartialGroupSerializer(ModelSerializer):
    """A group as part of something else: without what it belongs to."""

    attributes = JSONDictField(required=False)
    num_pk = IntegerField(read_only=True)

    class Meta:
        model = Group
        fields = ["pk", "num_pk", "name", "is_superuser", "attributes"]
