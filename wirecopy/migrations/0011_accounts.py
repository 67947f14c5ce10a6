import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


SQLITE = (
    """CREATE TRIGGER deed_is_kept BEFORE DELETE ON wirecopy_deed
    BEGIN SELECT RAISE(ABORT, 'a deed that was logged cannot be deleted'); END""",
    """CREATE TRIGGER deed_stays BEFORE UPDATE ON wirecopy_deed
    WHEN NOT (NEW.said = '{}' AND EXISTS (SELECT 1 FROM wirecopy_deed r WHERE r.redacts_id = OLD.id)
        AND NEW.id = OLD.id AND NEW.edition_id IS OLD.edition_id AND NEW.by = OLD.by AND NEW.verb = OLD.verb AND NEW.what = OLD.what
        AND NEW.which IS OLD.which AND NEW.at = OLD.at AND NEW.redacts_id IS OLD.redacts_id)
    BEGIN SELECT RAISE(ABORT, 'a deed that was logged cannot be changed'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION wirecopy_deed_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'UPDATE' AND NEW.said = '{}'::jsonb AND EXISTS (SELECT 1 FROM wirecopy_deed r WHERE r.redacts_id = OLD.id)
        AND (to_jsonb(NEW) - 'said') = (to_jsonb(OLD) - 'said')
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a deed that was logged cannot be changed'; END $$""",
    """CREATE TRIGGER deed_is_kept BEFORE DELETE OR UPDATE ON wirecopy_deed
    FOR EACH ROW EXECUTE FUNCTION wirecopy_deed_stays()""",
)
UNDO = {
    "sqlite": ("DROP TRIGGER deed_is_kept", "DROP TRIGGER deed_stays"),
    "postgresql": ("DROP TRIGGER deed_is_kept ON wirecopy_deed", "DROP FUNCTION wirecopy_deed_stays()"),
}


def keep(apps, editor):
    """Let the database itself refuse to change or delete a deed, but for the words of one that a further row redacts."""
    for sentence in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]:
        editor.execute(sentence)


def let_go(apps, editor):
    for sentence in UNDO[editor.connection.vendor]:
        editor.execute(sentence)


class Migration(migrations.Migration):
    dependencies = [
        ("wirecopy", "0010_releases"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("reader", "reader"), ("editor", "editor"), ("chief", "chief"), ("administrator", "administrator")],
                        max_length=13,
                    ),
                ),
                ("address", models.CharField(max_length=320)),
                ("key", models.CharField(help_text="Hash of the secret in its link.", max_length=64, unique=True)),
                ("invited_by", models.CharField(max_length=150)),
                ("invited_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        help_text="Empty: all.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="wirecopy.edition",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        help_text="Who used it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=320)),
                ("subject", models.CharField(max_length=300)),
                ("text", models.TextField()),
                ("html", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("leaving", "leaving"),
                            ("accepted", "accepted"),
                            ("doubt", "doubt"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("sender", models.CharField(blank=True, max_length=80)),
                ("leaving_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(help_text="Deleted thirty days after, for it holds an address.", null=True)),
                ("answer", models.CharField(blank=True, max_length=300)),
                (
                    "edition",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="wirecopy.edition"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("reader", "reader"), ("editor", "editor"), ("chief", "chief"), ("administrator", "administrator")],
                        max_length=13,
                    ),
                ),
                ("given_by", models.CharField(max_length=150)),
                ("given_at", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        help_text="Empty: all.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="wirecopy.edition",
                    ),
                ),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="roles", to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[("in", "in"), ("out", "out"), ("failed", "failed"), ("locked", "locked"), ("second", "second")],
                        max_length=6,
                    ),
                ),
                ("how", models.CharField(blank=True, help_text="password, code, passkey, recovery code.", max_length=60)),
                ("network", models.CharField(blank=True, max_length=64)),
                ("browser", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="sign_ins", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Deed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by", models.CharField(max_length=150)),
                ("verb", models.CharField(max_length=30)),
                ("what", models.CharField(blank=True, help_text="The kind of thing: story, copy, outlet, release ...", max_length=20)),
                ("which", models.BigIntegerField(help_text="Its number.", null=True)),
                ("said", models.JSONField(default=dict, help_text="What was asked for, in the words of the form.")),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="wirecopy.edition",
                    ),
                ),
                (
                    "redacts",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="redactions", to="wirecopy.deed"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["edition", "-at"], name="deed_by_edition"),
                    models.Index(fields=["what", "which"], name="deed_of"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["due_at"], name="post_due"),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.UniqueConstraint(fields=("user", "edition"), name="one_role_per_edition"),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.UniqueConstraint(condition=models.Q(("edition", None)), fields=("user",), name="one_role_at_all"),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(("edition__isnull", False), ("role", "administrator"), _connector="OR"),
                name="only_administrators_are_everywhere",
            ),
        ),
        migrations.RunPython(keep, let_go),
    ]
