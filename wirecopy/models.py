"""Every table, in the order copy meets them."""

from wirecopy.clock import Chore
from wirecopy.desk.models import Decision, Fingerprint, Folding, Group, Pickup, Placement, Ruling, Story, StoryLine
from wirecopy.mail.models import Consent, Delivery, Knock, Mailing, Report, Subscriber, Subscription, Suppression
from wirecopy.press.models import Appearance, Edition, Issue, Section, Stale
from wirecopy.wire.models import Change, Copy, Feed, Host, Outlet, Passage, Picture, Reading, Repeat, Stumble, Take

__all__ = [
    "Appearance",
    "Change",
    "Chore",
    "Consent",
    "Copy",
    "Decision",
    "Delivery",
    "Edition",
    "Feed",
    "Fingerprint",
    "Folding",
    "Group",
    "Host",
    "Issue",
    "Knock",
    "Mailing",
    "Outlet",
    "Passage",
    "Pickup",
    "Picture",
    "Placement",
    "Reading",
    "Repeat",
    "Report",
    "Ruling",
    "Section",
    "Stale",
    "Story",
    "StoryLine",
    "Stumble",
    "Subscriber",
    "Subscription",
    "Suppression",
    "Take",
]
