"""Relations between the first tables."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('authentik_core', '0001_initial'),
        ('authentik_rbac', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='roles',
            field=models.ManyToManyField(blank=True, related_name='users', to='authentik_rbac.role'),
        ),
        migrations.AddField(
            model_name='group',
            name='roles',
            field=models.ManyToManyField(blank=True, related_name='groups', to='authentik_rbac.role'),
        ),
        migrations.AddField(
            model_name='user',
            name='groups',
            field=models.ManyToManyField(blank=True, related_name='users', to='authentik_core.group'),
        ),
        migrations.AddField(
            model_name='token',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='user',
            index=models.Index(fields=['type'], name='authentik_c_type_ecf60d_idx'),
        ),
        migrations.AddIndex(
            model_name='user',
            index=models.Index(fields=['path'], name='authentik_c_path_b1f502_idx'),
        ),
        migrations.AddIndex(
            model_name='user',
            index=models.Index(fields=['date_joined'], name='authentik_c_date_jo_58c256_idx'),
        ),
        migrations.AddIndex(
            model_name='token',
            index=models.Index(fields=['expiring', 'expires'], name='authentik_c_expirin_ba04d9_idx'),
        ),
    ]
