import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wirecopy", "0009_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("headline", models.CharField(blank=True, max_length=300)),
                ("standfirst", models.CharField(blank=True, max_length=600)),
                ("dateline", models.CharField(blank=True, help_text="The place, as it is to be printed.", max_length=200)),
                ("text", models.TextField(blank=True, help_text="As typed: paragraphs, and the simple marks of Markdown.")),
                ("embargo_at", models.DateTimeField(blank=True, help_text="Before this it does not go on the wire.", null=True)),
                ("embargo_zone", models.CharField(blank=True, help_text="IANA zone in which the time was given.", max_length=64)),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Grows with each change; a form made for an older one is stale."),
                ),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("filed_at", models.DateTimeField(blank=True, help_text="When it went on the wire; empty: not yet.", null=True)),
                ("byline", models.CharField(blank=True, max_length=200)),
                ("author", models.CharField(help_text="Which editor began it.", max_length=150)),
                (
                    "ready_at",
                    models.DateTimeField(blank=True, help_text="When it was handed on to be filed; empty: it is being written.", null=True),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        blank=True,
                        help_text="As what.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wirecopy.copy",
                    ),
                ),
                ("edition", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="wirecopy.edition")),
            ],
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("headline", models.CharField(blank=True, max_length=300)),
                ("standfirst", models.CharField(blank=True, max_length=600)),
                ("dateline", models.CharField(blank=True, help_text="The place, as it is to be printed.", max_length=200)),
                ("text", models.TextField(blank=True, help_text="As typed: paragraphs, and the simple marks of Markdown.")),
                ("embargo_at", models.DateTimeField(blank=True, help_text="Before this it does not go on the wire.", null=True)),
                ("embargo_zone", models.CharField(blank=True, help_text="IANA zone in which the time was given.", max_length=64)),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Grows with each change; a form made for an older one is stale."),
                ),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("filed_at", models.DateTimeField(blank=True, help_text="When it went on the wire; empty: not yet.", null=True)),
                ("secret", models.CharField(help_text="What the link to its sender's page is made of.", max_length=43, unique=True)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("waiting", "waiting"),
                            ("returned", "returned"),
                            ("accepted", "accepted"),
                            ("spiked", "spiked"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("business", "business"),
                            ("community", "community"),
                            ("sport", "sport"),
                            ("appointment", "appointment"),
                            ("event", "event"),
                            ("announcement", "announcement"),
                        ],
                        max_length=12,
                    ),
                ),
                ("sender", models.CharField(blank=True, help_text="The body that it comes from; it is credited with it.", max_length=200)),
                ("contact", models.CharField(blank=True, help_text="Whom to ask.", max_length=200)),
                ("address", models.CharField(blank=True, help_text="Of the contact.", max_length=320)),
                ("phone", models.CharField(blank=True, max_length=60)),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        blank=True, help_text="When the contact pressed the button behind our letter.", null=True
                    ),
                ),
                ("rights_at", models.DateTimeField(blank=True, help_text="When it was declared that we may print it.", null=True)),
                ("rights_wording", models.TextField(blank=True)),
                ("network", models.CharField(blank=True, help_text="A keyed hash of the network that it came from.", max_length=64)),
                ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by", models.CharField(blank=True, max_length=150)),
                ("why", models.TextField(blank=True, help_text="The editor's question, or reason.")),
                (
                    "looked_at",
                    models.DateTimeField(blank=True, help_text="When the screen last looked at it.", null=True),
                ),
                (
                    "concerns",
                    models.JSONField(
                        blank=True, default=list, help_text="What an editor should look at first: [word, sentence, evidence]."
                    ),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        blank=True,
                        help_text="As what.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wirecopy.copy",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="corrections",
                        to="wirecopy.release",
                    ),
                ),
                ("edition", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="releases", to="wirecopy.edition")),
            ],
        ),
        migrations.CreateModel(
            name="Attached",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField(default=0)),
                ("file", models.CharField(help_text="Name under uploads/ in the data folder.", max_length=80)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("alt", models.CharField(blank=True, max_length=300)),
                ("caption", models.CharField(blank=True, max_length=500)),
                ("credit", models.CharField(blank=True, max_length=200)),
                (
                    "draft",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="wirecopy.draft"),
                ),
                (
                    "release",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="wirecopy.release"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        help_text="handed in, changed, confirmed, asked, answered, accepted, spiked, withdrawn, filed.", max_length=12
                    ),
                ),
                ("by", models.CharField(blank=True, help_text="Empty: the sender.", max_length=150)),
                ("said", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("release", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="wirecopy.release")),
            ],
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["edition", "-changed_at"], name="draft_by_time"),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                condition=models.Q(("filed_at", None), ("ready_at__isnull", False)), fields=["ready_at"], name="draft_to_file"
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["edition", "standing", "handed_in_at"], name="release_queue"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                condition=models.Q(("filed_at", None), ("standing", "accepted")), fields=["embargo_at"], name="release_to_file"
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(condition=models.Q(("standing", "waiting")), fields=["looked_at"], name="release_to_look_at"),
        ),
        migrations.AddConstraint(
            model_name="attached",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("draft", None), ("release__isnull", False)),
                    models.Q(("draft__isnull", False), ("release", None)),
                    _connector="OR",
                ),
                name="a_picture_has_one_place",
            ),
        ),
    ]
