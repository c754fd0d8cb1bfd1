"""The outpost inside our own Go server is there from the beginning."""

from django.db import migrations


def make_embedded_outpost(apps, _schema_editor):
    """Make it, unless there is one."""
    outposts = apps.get_model("authentik_outposts", "Outpost").objects
    outposts.get_or_create(
        managed="goauthentik.io/outposts/embedded", defaults={"name": "authentik Embedded Outpost", "type": "proxy"}
    )


class Migration(migrations.Migration):
    dependencies = [("authentik_outposts", "0001_initial")]
    operations = [migrations.RunPython(make_embedded_outpost, migrations.RunPython.noop)]
