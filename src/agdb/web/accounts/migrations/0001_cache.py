"""Makes the table of the cache: every process that serves the desk counts attempts together."""

from __future__ import annotations

from django.conf import settings
from django.db import migrations

_TABLE = "desk_cache"
_COLUMNS = "value text NOT NULL, expires timestamp with time zone NOT NULL"


class Migration(migrations.Migration):
    """After the accounts, which it says nothing about."""

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.RunSQL(
            sql=[
                f"CREATE TABLE {_TABLE} (cache_key varchar(255) NOT NULL PRIMARY KEY, {_COLUMNS})",
                f"CREATE INDEX {_TABLE}_expires ON {_TABLE} (expires)",
            ],
            reverse_sql=[f"DROP TABLE {_TABLE}"],
        )
    ]
