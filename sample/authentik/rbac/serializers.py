"""Serializers of roles."""

from rest_framework.serializers import ModelSerializer

from authentik.rbac.models import Role


class RoleSerializer(ModelSerializer):
    """A role."""

    class Meta:
        model = Role
        fields = ["pk", "name"]
