"""Recognition of reported links. It needs no database, so it runs before the transaction begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict, cast

from services.core.errors import FieldError, Invalid
from services.core.settings import get_settings
from services.links import MAX_LINK_LENGTH, Link, compute_fingerprint, find_link, remove_tracking
from services.links.errors import ERROR_DETAILS
from services.vocabularies.subjects import LinkWarning

# Recognition takes time proportional to the length of a link, so this bounds the work that one request can cause.
MAX_LINKS_CHARACTERS = 10 * MAX_LINK_LENGTH


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

    @property
    def warnings(self) -> tuple[LinkWarning, ...]:
        """Return what the reporter should know about the address before other organisations get it."""
        if self.link.is_short_link:
            return (LinkWarning.SHORT_LINK,)
        return () if self.link.native_id else (LinkWarning.ADDRESS_AS_SENT,)


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
        Invalid: a URL is not valid or not supported, or the links are too long together.
    """
    _require_bounded_length(links)
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


def _require_bounded_length(links: Sequence[LinkInput]) -> None:
    """Raise Invalid when the links have more than MAX_LINKS_CHARACTERS characters together."""
    if sum(len(link["url"]) for link in links) > MAX_LINKS_CHARACTERS:
        raise Invalid(field_errors=(FieldError("/links", "links_too_long", ERROR_DETAILS["links_too_long"]),))


def _parse_link(link_input: LinkInput, pointer: str) -> ParsedLink:
    """Return the link in the URL of the input. Raise Invalid with an error at `pointer` if it holds none."""
    pasted = find_link(link_input["url"], pointer=pointer)
    key = compute_fingerprint(pasted.link, get_settings().fingerprint_key)
    return ParsedLink(remove_tracking(pasted), link_input["role"], pasted.link, key)
