import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wirecopy", "0008_lines"),
    ]

    operations = [
        migrations.AddField(
            model_name="outlet",
            name="kind",
            field=models.CharField(
                choices=[("outlet", "outlet"), ("sender", "sender"), ("edition", "edition")], default="outlet", max_length=7
            ),
        ),
        migrations.AddField(
            model_name="outlet",
            name="edition",
            field=models.ForeignKey(
                blank=True, help_text="Which alone carries it: of a sender, the one that accepted it. Empty: all may.", null=True,
                on_delete=django.db.models.deletion.CASCADE, related_name="outlets", to="wirecopy.edition",
            ),
        ),
        migrations.AddField(
            model_name="outlet",
            name="paused_at",
            field=models.DateTimeField(blank=True, help_text="Since when nothing of it is fetched; empty: it is.", null=True),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hold", "hold"),
                            ("kill", "kill"),
                            ("correct", "correct"),
                            ("advise", "advise"),
                            ("lift", "lift"),
                            ("embargo", "embargo"),
                        ],
                        max_length=7,
                    ),
                ),
                ("until_at", models.DateTimeField(blank=True, help_text="When an embargo ends.", null=True)),
                ("by", models.CharField(help_text="Which editor.", max_length=150)),
                ("noted_at", models.DateTimeField()),
                ("why", models.CharField(help_text="The reason, for the log.", max_length=300)),
                ("public", models.CharField(blank=True, help_text="The sentence that readers see.", max_length=500)),
                (
                    "headline",
                    models.CharField(blank=True, help_text="What readers are told it was called; empty: it is not named.", max_length=300),
                ),
                ("note", models.TextField(blank=True, help_text="For editors only.")),
                ("spent_at", models.DateTimeField(blank=True, help_text="When the end of an embargo was acted upon.", null=True)),
                (
                    "copy",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the story.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notices",
                        to="wirecopy.copy",
                    ),
                ),
                ("edition", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="wirecopy.edition")),
                ("story", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="wirecopy.story")),
            ],
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.CharField(help_text="The address that it is about, as given.", max_length=2000)),
                (
                    "kind",
                    models.CharField(
                        choices=[("objection", "objection"), ("correction", "correction"), ("removal", "removal")], max_length=10
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("granted", "granted"),
                            ("partly", "partly"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("address", models.CharField(blank=True, help_text="Where the answer goes.", max_length=320)),
                ("said", models.TextField()),
                ("came_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(help_text="Until when it must be answered.")),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.CharField(blank=True, max_length=150)),
                (
                    "edition",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="objections", to="wirecopy.edition"),
                ),
                (
                    "story",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="objections", to="wirecopy.story"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("erased_at", models.DateTimeField()),
                ("by", models.CharField(max_length=150)),
                ("ground", models.CharField(help_text="The legal ground, without names.", max_length=300)),
                ("reached", models.JSONField(default=dict, help_text="How many takes, pages, captures and pictures it reached.")),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="erasures", to="wirecopy.edition"
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="erasures", to="wirecopy.objection"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("headline", models.CharField(blank=True, help_text="Empty: as its copy has it.", max_length=300)),
                (
                    "pin",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Its place at the top of the front, from 1; empty: by time.", null=True
                    ),
                ),
                ("pinned_until", models.DateTimeField(blank=True, help_text="Empty: until it is taken down.", null=True)),
                ("by", models.CharField(max_length=150)),
                ("chosen_at", models.DateTimeField()),
                ("edition", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="choices", to="wirecopy.edition")),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        help_text="Which copy tells it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wirecopy.copy",
                    ),
                ),
                ("story", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="choices", to="wirecopy.story")),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("pin__isnull", False)), fields=["edition", "pin"], name="choice_pinned")],
                "constraints": [models.UniqueConstraint(fields=("edition", "story"), name="one_choice_per_story")],
            },
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["edition", "story"], name="notice_by_story"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["edition", "-noted_at"], name="notice_by_time"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("kind", "embargo"), ("spent_at", None)), fields=["until_at"], name="notice_embargo"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "embargo"), ("until_at__isnull", False)),
                    models.Q(models.Q(("kind", "embargo"), _negated=True), ("until_at", None)),
                    _connector="OR",
                ),
                name="an_embargo_says_until_when",
            ),
        ),
        migrations.AddIndex(
            model_name="objection",
            index=models.Index(condition=models.Q(("standing", "open")), fields=["edition", "due_at"], name="objection_open"),
        ),
    ]
