"""First tables."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ProxySession',
            fields=[
                ('session_key', models.TextField(primary_key=True, serialize=False)),
                ('session_data', models.TextField(default='')),
                ('expires', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name': 'Proxy Session',
                'verbose_name_plural': 'Proxy Sessions',
                'default_permissions': (),
            },
        ),
    ]
