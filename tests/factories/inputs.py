"""The type of the arguments that the factories build."""

from __future__ import annotations

from typing import Any, TypeAlias

# Keyword arguments of a verb, or the JSON of a request: field name -> value.
Input: TypeAlias = dict[str, Any]
