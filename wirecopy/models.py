"""Every table, in the order copy meets them."""

from wirecopy.clock import Chore
from wirecopy.desk.models import Decision, Fingerprint, Folding, Group, Pickup, Placement, Ruling, Story, StoryLine
from wirecopy.press.models import Appearance, Edition, Section, Stale
from wirecopy.wire.models import Change, Copy, Feed, Host, Outlet, Passage, Picture, Reading, Repeat, Stumble, Take

__all__ = [
    "Appearance",
    "Change",
    "Chore",
    "Copy",
    "Decision",
    "Edition",
    "Feed",
    "Fingerprint",
    "Folding",
    "Group",
    "Host",
    "Outlet",
    "Passage",
    "Pickup",
    "Picture",
    "Placement",
    "Reading",
    "Repeat",
    "Ruling",
    "Section",
    "Stale",
    "Story",
    "StoryLine",
    "Stumble",
    "Take",
]
