"""The permissions page: a Markdown document with every permission and every field, for people to read and approve."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.policy import predicates
from services.policy.actor import Kind
from services.policy.predicates import Predicate
from services.policy.resource_spec import ResourceSpec
from services.resources.registry import load_specs

PAGE_FILE = Path(__file__).parents[2] / "docs" / "permissions.md"
INTRODUCTION = """# Permissions and visible fields

Generated from services/resources by `python -m services.resources write`; a test compares this file with the code.

A permission says who may perform an action, and for which rows:

- **any**: every row that the organisation can see, or no row is needed
- **own**: rows that belong to the organisation
- **handled**: incidents that were reported to this helpline
- **addressed**: escalations that are addressed to this platform
- **nation**: figures of the organisation's own nation

A field is sent only to the kinds of organisation that are listed for it; one with **own** only to the owner of the row.
An empty cell means: refused, or never sent.
"""
PREDICATE_WORDS: dict[Predicate, str] = {
    predicates.always: "any",
    predicates.is_owner: "own",
    predicates.is_handling_helpline: "handled",
    predicates.is_addressed_platform: "addressed",
    predicates.is_own_nation: "nation",
}


def render_page() -> str:
    """Return the page as Markdown."""
    sections = [_render_section(spec) for spec in load_specs().values()]
    return "\n".join([INTRODUCTION, *sections])


def _render_section(spec: ResourceSpec[Any]) -> str:
    """Return the heading and the two tables of one resource."""
    parts = [f"## {spec.name}\n"]
    if spec.permissions:
        rows = [
            [permission.name, *(_word(permission.allowed.get(kind)) for kind in Kind)]
            for permission in spec.permissions
        ]
        parts.append(_render_table("permission", rows))
    rows = [
        [field.name, *(("own" if field.owner_only else "yes") if kind in field.visible_to else "" for kind in Kind)]
        for field in spec.fields
    ]
    parts.append(_render_table("field", rows))
    return "\n".join(parts)


def _word(predicate: Predicate | None) -> str:
    """Return the word for a predicate; an empty string where the kind is not listed."""
    return PREDICATE_WORDS[predicate] if predicate else ""


def _render_table(title: str, rows: list[list[str]]) -> str:
    """Return a Markdown table with one column for each kind of organisation."""
    header = [title, *(kind.value for kind in Kind)]
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
