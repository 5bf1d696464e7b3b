"""Form fields with label, help and error, from Django's bound fields or our Field shapes."""

from dataclasses import dataclass

from django.forms import BoundField
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

from northing.web.base.markup import attributes, finished
from northing.web.base.shapes import Field

SINGLE = frozenset({"checkbox"})


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field ready for its template: the control is finished HTML."""

    id: str
    label: str
    control: SafeString
    help: str
    errors: tuple[str, ...]
    is_required: bool
    kind: str


def field_view(source: BoundField | Field) -> FieldView:
    """Prepare a bound field of a Django form, or a Field shape, for base/field.html."""
    return _bound(source) if isinstance(source, BoundField) else _plain(source)


def _bound(source: BoundField) -> FieldView:
    kind = getattr(source.field.widget, "input_type", "")
    many = source.use_fieldset
    described = _described(source.auto_id, bool(source.help_text), bool(source.errors))
    extra: dict[str, str | bool] = {}
    if described and not many:
        extra["aria-describedby"] = described
    if source.errors and not many:
        extra["aria-invalid"] = "true"
    return FieldView(
        id=str(source.id_for_label or source.auto_id),
        label=str(source.label),
        control=source.as_widget(attrs=extra),
        help=str(source.help_text),
        errors=tuple(str(error) for error in source.errors),
        is_required=source.field.required,
        kind="choices" if many else ("checkbox" if kind in SINGLE else kind),
    )


def _plain(source: Field) -> FieldView:
    name = source.id or f"id_{source.name}"
    return FieldView(
        name,
        source.label,
        _control(source, name),
        source.help,
        source.errors,
        source.is_required,
        source.kind,
    )


def _described(name: str, has_help: bool, has_errors: bool) -> str:
    return " ".join([f"{name}-help"] * has_help + [f"{name}-error"] * has_errors)


def _control(source: Field, name: str) -> SafeString:
    shared: dict[str, object] = {
        "id": name,
        "name": source.name,
        "required": source.is_required,
        "disabled": source.is_disabled,
        "placeholder": source.placeholder or None,
        "autocomplete": source.autocomplete or None,
        "aria-invalid": "true" if source.errors else None,
        "aria-describedby": _described(name, bool(source.help), bool(source.errors)) or None,
    }
    if source.kind == "textarea":
        return finished(f"<textarea{attributes(shared)}>{escape(source.value)}</textarea>")
    if source.kind == "select":
        return finished(f"<select{attributes(shared)}>{_options(source)}</select>")
    if source.kind == "checkbox":
        box = {**shared, "type": "checkbox", "checked": bool(source.value)}
        return finished(f"<input{attributes(box)}>")
    if source.kind == "choices":
        return finished("".join(_choice(source, name, n) for n in range(len(source.choices))))
    if source.kind == "unit":
        box = {**shared, "type": "text", "inputmode": "decimal", "value": source.value}
        unit = f"<span>{escape(source.unit)}</span>"
        return finished(f'<span class="with-unit"><input{attributes(box)}>{unit}</span>')
    return finished(f"<input{attributes({**shared, 'type': source.kind, 'value': source.value})}>")


def _choice(source: Field, name: str, place: int) -> str:
    """One of several answers, as a round box with its text."""
    value, text = source.choices[place]
    box = {
        "id": name if place == 0 else f"{name}-{place}", "name": source.name, "type": "radio",
        "value": value, "checked": value == source.value, "required": source.is_required,
        "disabled": source.is_disabled,
    }  # fmt: skip
    return f'<label class="check"><input{attributes(box)}><span>{escape(text)}</span></label>'


def _options(source: Field) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, finished(" selected") if value == source.value else "", text)
            for value, text in source.choices
        ),
    )
