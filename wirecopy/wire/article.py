"""What does a page say, once it is read? The plain values that the library gives out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ZoneStamp:
    """A time as printed. `instant` is ISO 8601 with the offset as printed, or without one where the page gives no zone."""

    instant: str
    precision: str = "minute"  # second | minute | day
    as_printed: str = ""
    found_in: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    place: str
    region: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    agency: str | None = None
    as_printed: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose copy it is. `passed_on_by` runs from nearest to the origin on; `carried_by` is the page's own outlet."""

    outlet: str | None = None
    passed_on_by: tuple[str, ...] = ()
    carried_by: str | None = None
    as_printed: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    kind: str  # paragraph | subhead | list_item | quote | table | embed
    text: str
    html: str = ""
    place: str = ""  # where it stands on the page: `main > div.story > p`


@dataclass(frozen=True, slots=True)
class Image:
    url: str
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Teaser:
    text: str
    dateline: Dateline | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Furniture:
    kind: str  # newsletter | release_call | teaser_list | prompt | bio | ...
    text: str


def flat(part: Any) -> dict[str, Any] | None:
    """The fields of a part that holds plain values only: dataclasses.asdict would copy each of them."""
    return None if part is None else {name: getattr(part, name) for name in part.__slots__}


@dataclass(frozen=True, slots=True)
class Article:
    """One page, read. `None` and empty tuples mean: the page does not say."""

    url: str | None = None
    canonical_url: str | None = None
    language: str | None = None
    outlet: str | None = None
    kicker: str | None = None
    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: ZoneStamp | None = None
    updated: ZoneStamp | None = None
    dateline: Dateline | None = None
    credit: Credit | None = None
    blocks: tuple[Block, ...] = ()
    body: str = ""  # the texts of the blocks, joined by one empty line
    images: tuple[Image, ...] = ()
    sections: tuple[str, ...] = ()
    teasers: tuple[Teaser, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)  # place near the text that holds none of it -> a line that stands there
    corrections: tuple[str, ...] = ()
    paywalled: bool | None = None
    live: bool | None = None
    found_in: Mapping[str, str] = field(default_factory=dict)  # field -> where it was found

    def as_dict(self) -> dict[str, Any]:
        """The article as plain JSON values; `from_dict` takes them back."""
        values = {name: getattr(self, name) for name in self.__slots__}
        for name in ("published", "updated", "dateline", "credit"):
            values[name] = flat(values[name])
        for name in ("blocks", "images", "furniture"):
            values[name] = tuple(map(flat, values[name]))
        values["teasers"] = tuple({"text": t.text, "dateline": flat(t.dateline), "url": t.url} for t in self.teasers)
        values["found_in"], values["beside"] = dict(self.found_in), dict(self.beside)
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Article:
        """The article that `as_dict` gave, also after a way through JSON."""
        given = dict(values)
        for name, kind in (("published", ZoneStamp), ("updated", ZoneStamp), ("dateline", Dateline)):
            given[name] = kind(**given[name]) if given.get(name) else None
        if given.get("credit"):
            given["credit"] = Credit(**{**given["credit"], "passed_on_by": tuple(given["credit"]["passed_on_by"])})
        given["blocks"] = tuple(Block(**b) for b in given.get("blocks", ()))
        given["images"] = tuple(Image(**i) for i in given.get("images", ()))
        given["teasers"] = tuple(
            Teaser(**{**t, "dateline": Dateline(**t["dateline"]) if t.get("dateline") else None}) for t in given.get("teasers", ())
        )
        given["furniture"] = tuple(Furniture(**f) for f in given.get("furniture", ()))
        for name in ("authors", "sections", "corrections"):
            given[name] = tuple(given.get(name, ()))
        return cls(**given)
