"""Days in words, ready for pages: formatting in templates costs more than the database."""

from datetime import date

from django.utils.dates import MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def short(day: date | None, today: date) -> str:
    """`5 Mar`, with the year where it is not this one; nothing for no day."""
    if day is None:
        return ""
    text = f"{day.day}\u00a0{capfirst(str(MONTHS_3[day.month]))}"
    return text if day.year == today.year else f"{text}\u00a0{day.year}"


def full(day: date) -> str:
    """`Thu 12 Mar 2026`."""
    return (
        f"{WEEKDAYS_ABBR[day.weekday()]} {day.day} {capfirst(str(MONTHS_3[day.month]))} {day.year}"
    )


def weekday(day: date) -> str:
    """`Thu`."""
    return str(WEEKDAYS_ABBR[day.weekday()])


def weekday_name(day: date) -> str:
    """`Thursday`."""
    return str(WEEKDAYS[day.weekday()])


def age(day: date | None, today: date) -> str:
    """`today`, `5 d`; a dash for never."""
    if day is None:
        return "–"
    days = (today - day).days
    return _("today") if days <= 0 else _("%(days)s d") % {"days": days}


def ago(day: date, today: date) -> str:
    """`today`, `yesterday`, `5 days ago`."""
    days = (today - day).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}
