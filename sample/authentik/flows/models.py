"""Flows."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Flow(models.Model):
    """An ordered list of stages."""

    slug = models.SlugField(unique=True)
    title = models.TextField()
    stages = ArrayField(models.TextField(choices=[("identification", "Who"), ("password", "Password")]))

    def __str__(self) -> str:
        return f"Flow {self.slug}"
