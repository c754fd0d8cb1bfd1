"""Serializers that several apps use."""

from rest_framework.serializers import CharField, Serializer


class PassiveSerializer(Serializer):
    """A serializer of something that is no model."""

    def create(self, validated_data):
        raise NotImplementedError("There is nothing to create.")

    def update(self, instance, validated_data):
        raise NotImplementedError("There is nothing to update.")


class ThemedUrlsSerializer(PassiveSerializer):
    """One URL for each theme."""

    light = CharField(allow_null=True, required=False)
    dark = CharField(allow_null=True, required=False)
