"""Every table, in the order copy meets them."""

from wirecopy.clock import Chore
from wirecopy.desk.models import Placement, Story
from wirecopy.press.models import Appearance, Edition, Section, Stale
from wirecopy.wire.models import Change, Copy, Feed, Host, Outlet, Passage, Picture, Reading, Repeat, Stumble, Take

__all__ = [
    "Appearance",
    "Change",
    "Chore",
    "Copy",
    "Edition",
    "Feed",
    "Host",
    "Outlet",
    "Passage",
    "Picture",
    "Placement",
    "Reading",
    "Repeat",
    "Section",
    "Stale",
    "Story",
    "Stumble",
    "Take",
]
