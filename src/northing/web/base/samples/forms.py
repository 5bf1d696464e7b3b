"""Forms, findings, and what an import shows."""

from django import forms

from northing.web.base.charts import SpreadRow
from northing.web.base.shapes import Chip, Conflict, Field, Finding, PreviewLine, Side


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


def preview() -> tuple[PreviewLine, ...]:
    """Two lines of a document as they were read."""
    return (
        PreviewLine(
            3,
            "## O: The public API feels instant from every region",
            (Field("o1", "Objective", value="The public API feels instant from every region"),),
        ),
        PreviewLine(
            5,
            "- p99 latency 500ms -> 250ms by 31.3. @maren",
            (
                Field("k1", "Key result", value="p99 latency"),
                Field("b1", "Baseline", value="500 ms"),
                Field("t1", "Target", value="250 ms"),
                Field("d1", "Due", value="31 Mar"),
                Field("w1", "Owner", value="@maren", errors=("No person has this handle.",)),
            ),
            is_key_result=True,
            notes=(Chip("new", "accent"), Chip("owner?", "risk")),
            skip_name="skip1",
        ),
    )


def findings() -> tuple[Finding, ...]:
    """One finding of each severity."""
    return (
        Finding(
            "error",
            "This is work, not a result.",
            "Keep it as an initiative.",
            "output-as-result",
            "#",
        ),
        Finding(
            "warning",
            "“Significantly better” cannot be measured.",
            "From what, to what?",
            "vague-word",
            "#",
        ),
        Finding(
            "advice",
            "Nothing guards quality here.",
            "Add a measure that must not get worse.",
            "no-guard",
        ),
    )


def spread() -> tuple[SpreadRow, ...]:
    """Statuses of three teams."""
    return (
        SpreadRow(
            "Platform",
            ("off_track", "off_track", *["at_risk"] * 4, *["on_track"] * 5, "no_data", "stale"),
            "#",
            "1 worse",
        ),
        SpreadRow(
            "Payments",
            ("off_track", *["at_risk"] * 3, *["on_track"] * 6, "no_data"),
            "#",
            "1 better",
        ),
        SpreadRow("Mobile", (), "#"),
    )
