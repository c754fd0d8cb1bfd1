"""First tables."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('authentik_flows', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Brand',
            fields=[
                ('brand_uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('domain', models.TextField(help_text='Domain that activates this brand. It is activated by its subdomains, too.')),
                ('default', models.BooleanField(default=False)),
                ('branding_title', models.TextField(default='authentik')),
                ('branding_logo', models.TextField(default='/static/dist/assets/icons/icon_left_brand.svg')),
                ('branding_favicon', models.TextField(default='/static/dist/assets/icons/icon.png')),
                ('branding_custom_css', models.TextField(blank=True, default='')),
                ('branding_default_flow_background', models.TextField(default='/static/dist/assets/images/flow_background.jpg')),
                ('attributes', models.JSONField(blank=True, default=dict)),
                ('flow_authentication', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='authentik_flows.flow')),
                ('flow_invalidation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='authentik_flows.flow')),
                ('flow_recovery', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='authentik_flows.flow')),
            ],
            options={
                'verbose_name': 'Brand',
                'verbose_name_plural': 'Brands',
                'constraints': [models.UniqueConstraint(condition=models.Q(('default', True)), fields=('default',), name='one_default_brand')],
            },
        ),
    ]
