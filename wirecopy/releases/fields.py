"""What does the form show? Each field with its label, what stands in it, and what is wrong with that, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core import signing

from wirecopy.mail.forms import zones
from wirecopy.releases import forms
from wirecopy.releases.models import Attached, Release
from wirecopy.releases.pictures import Made

SALT = "picture of a release"
PARTS = (
    ("part_news", ("category", "headline", "dateline", "text")),
    ("part_sender", ("sender", "contact", "address", "phone")),
    ("part_time", forms.EMBARGO),
)
KINDS = {"category": "choice", "text": "long", "address": "email", "phone": "tel", "embargo_date": "date", "embargo_time": "time",
         "embargo_zone": "zone"}  # fmt: skip
COMPLETE = {"sender": "organization", "contact": "name", "address": "email", "phone": "tel"}
HINTS = {"phone": "optional", **dict.fromkeys(forms.EMBARGO[:1], "embargo_hint")}


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    kind: str
    value: str
    hint: str = ""
    wrong: str = ""
    kept: str | None = None  # what the row has, where a form was made for an older one and differs from it
    most: int = 0
    needed: bool = False
    complete: str = ""
    options: Sequence[tuple[str, str]] = ()

    @property
    def described(self) -> str:
        """The ids of what tells more of it."""
        told = {"hint": self.hint, "wrong": self.wrong, "kept": self.kept is not None}
        return " ".join(f"{self.name}-{what}" for what, there in told.items() if there)


@dataclass(frozen=True, slots=True)
class Place:
    """A place for a picture: what is there, and its fields."""

    rank: int
    label: str
    there: Attached | None
    held: str  # a picture that came in and is not attached yet, signed
    file: Field
    about: Sequence[Field]
    removing: bool = False


@dataclass(slots=True)
class Shown:
    """What a form is made of: values, what is wrong by field, and what the row has where that is to be compared."""

    said: Mapping[str, str]
    p: Mapping[str, str]
    wrong: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)

    def field(self, name: str, kind: str = "", label: str = "") -> Field:
        base = name.rstrip("012")
        value = self.said.get(name, "")
        kept = self.kept.get(name) if name in self.kept and self.kept[name] != value else None
        most = _most(name)
        options = tuple((each, self.p[each]) for each in Release.CATEGORIES) if name == "category" else ()
        if name == "category" and kept:
            kept = self.p[kept]
        hint = self.p.get(HINTS.get(name, f"{base}_hint"), "")
        wrong = self._sentence(name, most)
        return Field(
            name, label or self.p[base], kind or KINDS.get(name, "text"), value, hint, wrong, kept, most,
            name in forms.NEEDED, COMPLETE.get(name, ""), options,
        )  # fmt: skip

    def _sentence(self, name: str, most: int) -> str:
        key = self.wrong.get(name, "")
        return self.p[key].replace("{most}", str(most)) if key else ""

    def parts(self) -> list[tuple[str, list[Field]]]:
        return [(self.p[part], [self.field(name) for name in names]) for part, names in PARTS]

    def places(self, attached: Mapping[int, Attached], held: Mapping[int, str]) -> list[Place]:
        return [self._place(rank, attached.get(rank), held.get(rank, "")) for rank in forms.RANKS]

    def _place(self, rank: int, there: Attached | None, held: str) -> Place:
        label = self._number(rank)
        file = self.field(f"picture{rank}", "file", self.p["file_other" if there or held else "file"])
        about = [self.field(f"{name}{rank}") for name in ("alt", "caption", "credit")]
        return Place(rank, label, there, held, file, about, bool(self.said.get(f"remove{rank}")))

    def _number(self, rank: int) -> str:
        return self.p["picture"].replace("{number}", str(rank + 1))

    def summary(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, what is wrong with it), in the order of the form."""
        names = [name for _, part in PARTS[:1] for name in part]
        names += [f"{name}{rank}" for rank in forms.RANKS for name in ("picture", "alt", "caption", "credit")]
        names += [name for _, part in PARTS[1:] for name in part] + ["rights", forms.TRAP]
        return [(name, self._label(name), self._sentence(name, _most(name))) for name in names if name in self.wrong]

    def _label(self, name: str) -> str:
        if name[-1] in "012":
            picture = self._number(int(name[-1]))
            return picture if name.startswith("picture") else f"{picture}, {self.p[name[:-1]]}"
        return self.p[{"rights": "part_rights", forms.TRAP: "trap"}.get(name, name)]


def _most(name: str) -> int:
    return forms.LONGEST.get(name.rstrip("012"), 0)


def zone_areas() -> Sequence[tuple[str, Sequence[str]]]:
    return zones()


def hold(made: Made) -> str:
    """A picture that came in with a form that could not be saved, to go with the form: nobody else can make such a word up."""
    return signing.dumps([made.file, made.width, made.height], salt=SALT)


def held(word: str) -> Made | None:
    try:
        file, width, height = signing.loads(word, salt=SALT, max_age=86_400) if 0 < len(word) < 400 else (None, 0, 0)
    except (signing.BadSignature, ValueError):
        return None
    return Made(file, width, height) if file else None
