"""First tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('authentik_flows', '0001_initial'),
        ('authentik_stages_password', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='IdentificationStage',
            fields=[
                ('stage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='authentik_flows.stage')),
                ('user_fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('email', 'E Mail'), ('username', 'Username')], max_length=100), blank=True, default=list, help_text='By what a user can be found. None: only sources can be chosen.', size=None)),
                ('case_insensitive_matching', models.BooleanField(default=True)),
                ('show_source_labels', models.BooleanField(default=False)),
                ('enable_remember_me', models.BooleanField(default=False)),
                ('pretend_user_exists', models.BooleanField(default=True, help_text='Do not tell whether there is such a user.')),
                ('password_stage', models.ForeignKey(blank=True, default=None, help_text='When set, the password is asked for on the same page.', null=True, on_delete=django.db.models.deletion.SET_NULL, to='authentik_stages_password.passwordstage')),
            ],
            options={
                'verbose_name': 'Identification Stage',
                'verbose_name_plural': 'Identification Stages',
            },
            bases=('authentik_flows.stage',),
        ),
    ]
