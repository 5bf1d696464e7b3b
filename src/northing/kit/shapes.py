"""Frozen dataclasses as JSON, the same for every door.

Fields are written as their types say: days and instants as ISO text, Decimals as text without
trailing zeros, so that no reader turns them into binary fractions by accident.
"""

from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import SchemaSerializer, core_schema


def as_json(value: object, shape: Any, *, indent: int | None = None) -> str:
    """`value` as JSON; `shape` is its type (`KeyResultCard`, `tuple[CycleRef, ...]`)."""
    return _serializer(shape).to_json(value, indent=indent).decode()


def plain(value: Decimal) -> str:
    """`412`, `0.3`, `1000`: all digits that count, no exponent."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


@cache
def _serializer(shape: Any) -> SchemaSerializer:
    return SchemaSerializer(_with_plain_decimals(TypeAdapter(shape).core_schema))


def _with_plain_decimals(schema: Any) -> Any:
    """The same schema, its Decimals written by `plain`: plain dataclasses carry no such wish themselves."""
    if isinstance(schema, dict):
        if schema.get("type") == "decimal":
            return {**schema, "serialization": _PLAIN}
        return {name: _with_plain_decimals(part) for name, part in schema.items()}
    if isinstance(schema, list | tuple):
        return type(schema)(_with_plain_decimals(part) for part in schema)
    return schema


_PLAIN = core_schema.plain_serializer_function_ser_schema(plain)
