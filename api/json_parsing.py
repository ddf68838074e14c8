"""Strict parsing of JSON: rejects all texts that another parser could read differently."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from itertools import chain
from typing import NoReturn

import orjson

from services.core.errors import DomainError

MAX_INTEGER_CHARACTERS = 19
MAX_DEPTH = 64


class MalformedJson(DomainError):
    """The body is not JSON that this service accepts."""

    code = "malformed_json"


def parse_json(raw: bytes) -> object:
    """Return the value of a JSON text.

    Raises MalformedJson for invalid JSON, and for what parsers read differently: repeated names, NaN and Infinity,
    numbers beyond 64 bits, lone surrogates and more than MAX_DEPTH levels.
    """
    try:
        value: object = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_build_object,
            parse_constant=_reject_constant,
            parse_float=_parse_float,
            parse_int=_parse_integer,
        )
        # orjson rejects lone surrogates, which PostgreSQL does not store.
        orjson.dumps(value)
    except (ValueError, TypeError, RecursionError):
        raise MalformedJson() from None
    if _measure_depth(value) > MAX_DEPTH:
        raise MalformedJson()
    return value


def _build_object(members: list[tuple[str, object]]) -> dict[str, object]:
    """Return the members of a JSON object. Raises ValueError for a repeated name."""
    result = dict(members)
    if len(result) != len(members):
        raise ValueError
    return result


def _reject_constant(_constant: str) -> NoReturn:
    """Raise ValueError for NaN, Infinity and -Infinity."""
    raise ValueError


def _parse_float(text: str) -> float:
    """Return the number. Raises ValueError when it is too large for a float."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _parse_integer(text: str) -> int:
    """Return the number. Raises ValueError when it has too many digits for 64 bits."""
    if len(text) > MAX_INTEGER_CHARACTERS:
        raise ValueError
    return int(text)


def _measure_depth(value: object) -> int:
    """Return how many levels of arrays and objects the value has, itself included."""
    depth, level = 0, _list_containers([value])
    while level:
        depth += 1
        items = (container.values() if isinstance(container, dict) else container for container in level)
        level = _list_containers(chain.from_iterable(items))
    return depth


def _list_containers(values: Iterable[object]) -> list[dict[str, object] | list[object]]:
    """Return the arrays and objects among the values."""
    return [value for value in values if isinstance(value, dict | list)]
