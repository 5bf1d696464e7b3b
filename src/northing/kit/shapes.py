"""Frozen dataclasses as JSON, the same for every door.

Fields are written as their types say: days and instants as ISO text, Decimals as text without
trailing zeros, so that no reader turns them into binary fractions by accident.
"""

import json
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import TypeAdapter


def as_json(value: object, shape: Any, *, indent: int | None = None) -> str:
    """`value` as JSON; `shape` is its type (`KeyResultCard`, `tuple[CycleRef, ...]`)."""
    members = _adapter(shape).dump_python(value)
    return json.dumps(members, default=_leaf, ensure_ascii=False, indent=indent)


def plain(value: Decimal) -> str:
    """`412`, `0.3`, `1000`: all digits that count, no exponent."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _leaf(value: object) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in an answer.")
