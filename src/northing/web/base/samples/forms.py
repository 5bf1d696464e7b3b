"""Forms, and what a conflict shows."""

from django import forms

from northing.web.base.shapes import Conflict, Field, Side


class SampleForm(forms.Form):
    """A Django form with one field of each sort, bound with a mistake in it."""

    name = forms.CharField(label="Name", help_text="As it stands on the door.")
    due = forms.DateField(label="Due")
    role = forms.ChoiceField(label="Role", choices=[("member", "member"), ("admin", "admin")])
    why = forms.CharField(label="Why", widget=forms.Textarea, required=False)
    personal = forms.BooleanField(label="Allow personal OKRs", required=False)


def fields() -> tuple[Field, ...]:
    """Every kind of field, one with an error."""
    return (
        Field("note", "Note", placeholder="What stands behind the number?", is_required=False),
        Field("value", "Value", "unit", "29", unit="services"),
        Field("due", "Due", value="31 Apr", errors=("April has 30 days. Did you mean 30 Apr?",)),
        Field(
            "kind",
            "Kind",
            "select",
            "decrease",
            choices=(("increase", "increase"), ("decrease", "decrease")),
        ),
        Field(
            "why",
            "Why",
            "textarea",
            "Because every third deploy needs a person to watch it.",
            help="One sentence is enough.",
        ),
        Field("ask", "Remind the owner", "checkbox", "yes", is_required=False),
    )


def conflict() -> Conflict:
    """Two people edited one title."""
    return Conflict(
        "Title of KR-31",
        "title",
        Side("Yours", "typed just now", "Cut the p99 latency of the public API to 250 ms"),
        Side(
            "Jonas Reith's",
            "saved 2 minutes ago",
            "p99 latency of the public API, measured at the edge",
        ),
    )
