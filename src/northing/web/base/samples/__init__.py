"""Invented figures for the style page. They agree with each other and with nothing else."""

from dataclasses import replace

from django.core.paginator import Paginator

from northing.web.base.entry import entry
from northing.web.base.samples.figures import bounds_chart, chart, progress
from northing.web.base.samples.forms import (
    SampleForm,
    conflict,
    fields,
)
from northing.web.base.samples.remarks import remarks
from northing.web.base.samples.rows import cards, objectives, thread
from northing.web.base.shapes import CheckInSaved, Computation, Field, Link, Rail, When

__all__ = [
    "STATUSES",
    "SampleForm",
    "cards",
    "conflict",
    "context",
    "objectives",
    "progress",
    "thread",
]

COLOURS = (
    ("paper", "ground"), ("sheet", "raised, fields"), ("rail", "navigation"), ("ink", "text"),
    ("ink-2", "second"), ("ink-3", "third"), ("rule", "hairline"), ("rule-2", "strong hairline"),
    ("edge", "control edge"), ("accent", "act, focus, forecast"), ("wash", "selected"),
    ("on", "on track"), ("risk", "at risk, word"), ("mark-risk", "at risk, mark"),
    ("off", "off track"), ("none", "no data"),
)  # fmt: skip
STATUSES = (
    ("on_track", "the plan is kept"), ("at_risk", "somewhat behind the plan"),
    ("off_track", "far behind the plan"), ("too_early", "under three readings or 15 % of the time"),
    ("no_data", "no reading yet"), ("stale", "older than the cadence allows"),
    ("paused", "not asked, not counted"), ("achieved", "at the end, success line met"),
    ("missed", "at the end, success line not met"), ("dropped", "given up, with a reason"),
)  # fmt: skip


def context() -> dict[str, object]:
    """Everything that base/styleguide.html shows."""
    return {
        "rail": rail(),
        "crumbs": (
            Link("Platform", "#"),
            Link("O-11 The public API feels instant", "#"),
            Link("KR-31"),
        ),
        "colours": COLOURS,
        "statuses": STATUSES,
        "themes": (("theme-light", "Light"), ("theme-dark", "Dark")),
        "figure": progress(),
        "chart": chart(),
        "bounds_chart": bounds_chart(),
        "objectives": objectives(),
        "cards": cards(),
        "saved": CheckInSaved(
            "KR-37", "#", "Drills held with real traffic", "9 drills, confidence 7", "#"
        ),
        "thread": thread(),
        "remarks": remarks(),
        "computation": Computation(progress().because, "From 0.9 on it reads on track."),
        "fields": fields(),
        "form": SampleForm(
            auto_id="sample_%s", data={"name": "Maren", "due": "31 Apr", "role": "member"}
        ),
        "entry": replace(
            entry("title", "Save this text", Field("title", "Title", value=conflict().mine.text)),
            conflicts=(conflict(),),
            back_url="#",
        ),
        "facts": (
            ("Progress", progress()),
            ("Owner", "Maren Oduya"),
            ("Kind", "decrease, committed, weight 1"),
        ),
        "tabs": (
            Link("Key results", "#", current=True, count=3),
            Link("Discussion", "#"),
            Link("History", "#"),
        ),
        "page": Paginator(range(60), 20).page(2),
        "reason": Field(
            "reason", "Reason", "textarea", help="Everybody in the workspace can read it."
        ),
    }


def rail() -> Rail:
    """The rail of an invented workspace."""
    main = (
        Link("My week", "#", icon="week", count=3, go="w"),
        Link("Workspace", "#", icon="workspace", go="o"),
        Link("Import", "#", icon="import", go="i"),
    )
    teams = tuple(
        Link(name, "#", go=str(i)) for i, name in enumerate(("Platform", "Payments", "Mobile"), 1)
    )
    return Rail(
        Link("Tarnmoor", "#"),
        Link("Maren Oduya", "#"),
        "MO",
        main,
        teams,
        (Link("Settings", "#", icon="settings", go="s"),),
        tabs=(
            *main[:2],
            Link("Platform", "#", icon="team"),
            Link("Settings", "#", icon="settings"),
        ),
        find_url="#",
        when=When("Thu 12 Mar 2026", 11, 13, "week 11 of 13 · 19 days left in Q1"),
        is_demo=True,
    )
