"""One answer to a request is open at a time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0002_append_only"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="handin",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["draft", "handed-in", "returned"])),
                fields=("request",),
                name="handin_open_once",
            ),
        ),
    ]
