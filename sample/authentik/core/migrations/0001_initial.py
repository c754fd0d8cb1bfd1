"""First tables."""

import authentik.core.models
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('username', models.CharField(max_length=150, unique=True, verbose_name='username')),
                ('name', models.TextField(help_text="User's display name.")),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('path', models.TextField(default='users')),
                ('type', models.TextField(choices=[('internal', 'Internal'), ('external', 'External'), ('service_account', 'Service account'), ('internal_service_account', 'Internal service account')], default='internal')),
                ('is_active', models.BooleanField(default=True, help_text='Whether this user can log in. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('attributes', models.JSONField(blank=True, default=dict)),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('password_change_date', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_updated', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'User',
                'verbose_name_plural': 'Users',
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('group_uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.TextField(unique=True, verbose_name='name')),
                ('is_superuser', models.BooleanField(default=False, help_text='Users added to this group will be superusers.')),
                ('attributes', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'verbose_name': 'Group',
                'verbose_name_plural': 'Groups',
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('last_ip', models.GenericIPAddressField(null=True)),
                ('last_user_agent', models.TextField(blank=True, default='')),
                ('last_used', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'Session',
                'verbose_name_plural': 'Sessions',
            },
        ),
        migrations.CreateModel(
            name='Token',
            fields=[
                ('token_uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('identifier', models.SlugField(max_length=255, unique=True)),
                ('key', models.TextField(default=authentik.core.models.default_token_key, unique=True)),
                ('intent', models.TextField(choices=[('verification', 'Intent Verification'), ('api', 'Intent Api'), ('recovery', 'Intent Recovery'), ('app_password', 'Intent App Password')], default='verification')),
                ('description', models.TextField(blank=True, default='')),
                ('expires', models.DateTimeField(blank=True, default=authentik.core.models.default_token_duration, null=True)),
                ('expiring', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name': 'Token',
                'verbose_name_plural': 'Tokens',
            },
        ),
    ]
