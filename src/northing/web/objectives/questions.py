"""A page that asks before something is done: what would happen, and why it shall be done."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from northing.web.base.addresses import of_key
from northing.web.base.entry import Entry, entry
from northing.web.base.requests import Request
from northing.web.base.shapes import Field, Link


@dataclass(frozen=True, slots=True)
class Question:
    """The texts of such a page; `{key}` in them stands for the noun. `done` is said afterwards."""

    heading: str
    consequence: str
    button: str
    done: str
    is_reason_required: bool = True


def form(question: Question, *fields: Field) -> Entry:
    """The form of a question: these fields, then the reason."""
    return entry(
        "question", question.button, *fields, reason(is_required=question.is_reason_required)
    )


def reason(*, is_required: bool = True) -> Field:
    """The field for a reason."""
    return Field(
        "reason", _("Reason"), "textarea", is_required=is_required,
        help=_("Everybody in the workspace can read it."),
    )  # fmt: skip


def show(
    request: Request, question: Question, asked: Entry, key: str, title: str,
    crumbs: tuple[Link, ...], status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page of a question about the noun `key`."""
    context = {
        "heading": question.heading.format(key=key),
        "consequence": question.consequence,
        "title": title,
        "form": asked,
        "crumbs": crumbs,
        "back_url": of_key(request.caller.slug, key),
    }
    return render(request, "objectives/question.html", context, status=status)
