"""Recognition of reported links. It needs no database, so it runs before the transaction begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict, cast

from services.core.errors import FieldError, Invalid
from services.core.settings import get_settings
from services.links import Link, compute_fingerprint, parse_link, strip_tracking


class LinkInput(TypedDict):
    """One link of a report: the URL as it was copied, possibly with words around it, and its role."""

    url: str
    role: str


@dataclass(frozen=True, slots=True)
class ParsedLink:
    """A valid link of a report: its URL without tracking, its role, and the subject that it names.

    `subject_key` is the keyed hash that is equal for all URLs of one subject.
    """

    url: str = field(repr=False)
    role: str
    link: Link
    subject_key: bytes


def prepare_report(report: Mapping[str, object]) -> dict[str, Any]:
    """Return the arguments of `report_incident` for a report whose `links` are not yet parsed.

    Raises:
        Invalid: as for `parse_links`.
    """
    return {**report, "links": parse_links(cast(Sequence[LinkInput], report["links"]))}


def prepare_link(link: Mapping[str, object]) -> dict[str, Any]:
    """Return the arguments of `add_subject` for one link.

    Raises:
        Invalid: the URL is not valid or not supported.
    """
    return {"link": _parse_link(cast(LinkInput, link), "/url")}


def parse_links(links: Sequence[LinkInput]) -> list[ParsedLink]:
    """Parse the links of a report and return one for each distinct subject, ordered by key.

    The fixed order keeps two reports of the same links from waiting for each other's locks.

    Raises:
        Invalid: a URL is not valid or not supported.
    """
    parsed: dict[bytes, ParsedLink] = {}
    field_errors: list[FieldError] = []
    for position, link_input in enumerate(links):
        try:
            link = _parse_link(link_input, f"/links/{position}/url")
        except Invalid as error:
            field_errors += error.field_errors
            continue
        parsed.setdefault(link.subject_key, link)
    if field_errors:
        raise Invalid(field_errors=tuple(field_errors))
    return [parsed[key] for key in sorted(parsed)]


def _parse_link(link_input: LinkInput, pointer: str) -> ParsedLink:
    """Return the link in the URL of the input. Raise Invalid with an error at `pointer` if it holds none."""
    link = parse_link(link_input["url"], pointer=pointer)
    key = compute_fingerprint(link, get_settings().fingerprint_key)
    return ParsedLink(strip_tracking(link_input["url"]), link_input["role"], link, key)
