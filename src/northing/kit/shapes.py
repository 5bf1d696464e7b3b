"""Frozen dataclasses as JSON, the same for every door.

Fields are written as their types say: days and instants as ISO text, Decimals as text without
trailing zeros, so that no reader turns them into binary fractions by accident.
"""

from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter


def plain(value: Decimal) -> str:
    """`412`, `0.3`, `1000`: all digits that count, no exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_json(value: object, shape: Any) -> bytes:
    """`value` as JSON in UTF-8; `shape` is its type (`KeyResultCard`, `tuple[CycleRef, ...]`)."""
    return _adapter(shape).dump_json((value,))[1:-1]


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    # A dataclass takes no settings from outside, a tuple around it does.
    return TypeAdapter(tuple[shape], config=ConfigDict(json_encoders={Decimal: plain}))
