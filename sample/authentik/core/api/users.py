"""API of users."""

import json

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters import (
    BooleanFilter,
    CharFilter,
    FilterSet,
    IsoDateTimeFilter,
    ModelMultipleChoiceFilter,
    MultipleChoiceFilter,
    UUIDFilter,
)
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.fields import BooleanField, CharField, SerializerMethodField
from rest_framework.mixins import CreateModelMixin, ListModelMixin, RetrieveModelMixin
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import (
    ModelSerializer,
    PrimaryKeyRelatedField,
    ValidationError,
)
from rest_framework.viewsets import GenericViewSet

from authentik.api.fields import JSONDictField
from authentik.api.serializers import PassiveSerializer
from authentik.core.api.groups import PartialGroupSerializer
from authentik.core.models import Group, User, UserTypes
from authentik.rbac.models import Role
from authentik.rbac.serializers import RoleSerializer


class UserSerializer(ModelSerializer):
    """A user."""

    is_superuser = BooleanField(read_only=True)
    avatar = CharField(read_only=True)
    attributes = JSONDictField(required=False)
    groups = PrimaryKeyRelatedField(allow_empty=True, many=True, queryset=Group.objects.all(), default=list)
    groups_obj = SerializerMethodField(allow_null=True)
    roles = PrimaryKeyRelatedField(allow_empty=True, many=True, queryset=Role.objects.all(), default=list)
    roles_obj = SerializerMethodField(allow_null=True)
    uid = CharField(read_only=True)

    def _wanted(self, parameter: str) -> bool:
        request = self.context.get("request")
        return request is None or str(request.query_params.get(parameter, "true")).lower() == "true"

    def get_groups_obj(self, instance: User) -> list[dict] | None:
        """Return the groups themselves, unless the client does not want them."""
        if not self._wanted("include_groups"):
            return None
        return PartialGroupSerializer(instance.groups, many=True).data

    def get_roles_obj(self, instance: User) -> list[dict] | None:
        """Return the roles themselves, unless the client does not want them."""
        if not self._wanted("include_roles"):
            return None
        return RoleSerializer(instance.roles, many=True).data

    def validate_path(self, path: str) -> str:
        """Refuse paths with empty parts."""
        if path.startswith("/") or path.endswith("/"):
            raise ValidationError(_("No leading or trailing slashes allowed."))
        if "" in path.split("/"):
            raise ValidationError(_("No empty segments in user path allowed."))
        return path

    def validate_type(self, user_type: str) -> str:
        """Accounts of outposts are made by authentik itself."""
        internal = UserTypes.INTERNAL_SERVICE_ACCOUNT
        current = self.instance.type if self.instance else None
        if internal in (user_type, current) and user_type != current:
            raise ValidationError(_("Setting a user to internal service account is not allowed."))
        return user_type

    def validate_groups(self, groups: list[Group]) -> list[Group]:
        """Nobody can make somebody mightier than he is himself."""
        request = self.context.get("request")
        if request and not request.user.is_superuser and any(group.is_superuser for group in groups):
            raise ValidationError(_("Only a superuser can add users to a group of superusers."))
        return groups

    @transaction.atomic
    def create(self, validated_data: dict) -> User:
        """Make a user who cannot log in by password yet."""
        relations = {name: validated_data.pop(name) for name in ("groups", "roles")}
        user = User(**validated_data)
        user.set_unusable_password()
        user.save()
        for name, related in relations.items():
            getattr(user, name).set(related)
        return user

    class Meta:
        model = User
        fields = [
            "pk",
            "username",
            "name",
            "is_active",
            "last_login",
            "date_joined",
            "is_superuser",
            "groups",
            "groups_obj",
            "roles",
            "roles_obj",
            "email",
            "avatar",
            "attributes",
            "uid",
            "path",
            "type",
            "uuid",
            "password_change_date",
            "last_updated",
        ]
        extra_kwargs = {
            "name": {"allow_blank": True},
            "date_joined": {"read_only": True},
            "password_change_date": {"read_only": True},
        }


class UserSelfSerializer(ModelSerializer):
    """What users may know of themselves."""

    is_superuser = BooleanField(read_only=True)
    avatar = CharField(read_only=True)
    uid = CharField(read_only=True)
    groups = SerializerMethodField()
    roles = SerializerMethodField()
    settings = SerializerMethodField()
    system_permissions = SerializerMethodField()

    def get_groups(self, user: User) -> list[dict]:
        """Return names and keys of groups."""
        return [{"name": group.name, "pk": str(group.pk)} for group in user.groups.all()]

    def get_roles(self, user: User) -> list[dict]:
        """Return names and keys of roles."""
        return [{"name": role.name, "pk": str(role.pk)} for role in user.roles.all()]

    def get_settings(self, user: User) -> dict:
        """Return the settings of groups, and above them those of the user."""
        merged: dict = {}
        for attributes in (*user.groups.values_list("attributes", flat=True), user.attributes):
            merged |= attributes.get("settings", {})
        return merged

    def get_system_permissions(self, user: User) -> list[str]:
        """Return permissions that belong to no model of their own."""
        prefix = "authentik_rbac."
        return sorted(p.removeprefix(prefix) for p in user.get_all_permissions() if p.startswith(prefix))

    class Meta:
        model = User
        fields = [
            "pk",
            "username",
            "name",
            "is_active",
            "is_superuser",
            "groups",
            "roles",
            "email",
            "avatar",
            "uid",
            "settings",
            "type",
            "system_permissions",
        ]


class SessionUserSerializer(PassiveSerializer):
    """Whoever has logged in."""

    user = UserSelfSerializer()
    original = UserSelfSerializer(required=False)


class UsersFilter(FilterSet):
    """What a list of users can be narrowed down by."""

    attributes = CharFilter(method="filter_attributes", label="Attributes")
    date_joined__lt = IsoDateTimeFilter(field_name="date_joined", lookup_expr="lt")
    date_joined = IsoDateTimeFilter(field_name="date_joined")
    date_joined__gt = IsoDateTimeFilter(field_name="date_joined", lookup_expr="gt")
    last_updated__lt = IsoDateTimeFilter(field_name="last_updated", lookup_expr="lt")
    last_updated = IsoDateTimeFilter(field_name="last_updated")
    last_updated__gt = IsoDateTimeFilter(field_name="last_updated", lookup_expr="gt")
    is_superuser = BooleanFilter(method="filter_is_superuser")
    uuid = UUIDFilter(field_name="uuid")
    path = CharFilter(field_name="path")
    path_startswith = CharFilter(field_name="path", lookup_expr="startswith")
    type = MultipleChoiceFilter(choices=UserTypes.choices, field_name="type")
    groups_by_name = ModelMultipleChoiceFilter(
        field_name="groups__name", to_field_name="name", queryset=Group.objects.all()
    )
    groups_by_pk = ModelMultipleChoiceFilter(field_name="groups", queryset=Group.objects.all())
    roles_by_name = ModelMultipleChoiceFilter(
        field_name="roles__name", to_field_name="name", queryset=Role.objects.all()
    )
    roles_by_pk = ModelMultipleChoiceFilter(field_name="roles", queryset=Role.objects.all())

    def filter_is_superuser(self, queryset: QuerySet, _name: str, value: bool) -> QuerySet:
        """Superusers are those in a group of such."""
        if value:
            return queryset.filter(groups__is_superuser=True).distinct()
        return queryset.exclude(groups__is_superuser=True)

    def filter_attributes(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Narrow down to users whose attributes contain this JSON object."""
        try:
            wanted = json.loads(value)
        except ValueError:
            raise ValidationError({"attributes": [_("Value is not JSON.")]}) from None
        wanted = JSONDictField().run_validation(wanted)
        # As a value, not as the name of a lookup: names would lead from here to passwords.
        return queryset.filter(attributes__contains=wanted)

    class Meta:
        model = User
        fields = ["username", "email", "name", "is_active"]


class UserViewSet(CreateModelMixin, RetrieveModelMixin, ListModelMixin, GenericViewSet):
    """Users."""

    queryset = User.objects.none()
    serializer_class = UserSerializer
    filterset_class = UsersFilter
    ordering = ["username", "date_joined", "last_updated"]
    ordering_fields = ["username", "name", "email", "date_joined", "last_updated", "last_login", "is_active", "type"]
    search_fields = ["username", "name", "email", "uuid"]

    def get_queryset(self) -> QuerySet:
        """Return all users with what their serializer needs, by as few queries as there are relations."""
        return User.objects.all().prefetch_related("groups", "roles")

    @extend_schema(responses={200: SessionUserSerializer}, operation_id="core_users_me_retrieve")
    @action(detail=False, permission_classes=[IsAuthenticated], filter_backends=[], pagination_class=None)
    def me(self, request: Request) -> Response:
        """Get information about current user."""
        return Response(SessionUserSerializer({"user": request.user}).data)
