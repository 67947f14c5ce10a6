import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wirecopy", "0007_mail"),
    ]

    operations = [
        migrations.AddField(
            model_name="storyline",
            name="merged_into",
            field=models.ForeignKey(
                help_text="Where it went on.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="merged",
                to="wirecopy.storyline",
            ),
        ),
    ]
