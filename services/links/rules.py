"""The shape of what is known about a platform's addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from services.links.normalizers import Fold, exact
from services.vocabularies.subjects import SubjectType

DIGITS = r"[0-9]{1,25}"


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of an id: what it looks like, and how two spellings of the same part become one."""

    shape: str
    fold: Fold = exact


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of address, and the key of what it shows. Links with equal keys are the same thing, whatever their kind.

    `path` is a pattern for the whole path, without slashes at its ends, in which the case of fixed words does not
    count. A name in braces stands for the platform's slot of that name. `query` names parameters that must be there.
    The key of an `opaque` rule is the path of a short link. `host` limits a rule to one of the platform's sites.
    """

    path: str
    kind: SubjectType
    key: str
    query: str = ""
    host: str | None = None
    opaque: bool = False


@dataclass(frozen=True, eq=False)
class Platform:
    """What one platform's links look like. The first rule that matches wins.

    `sites` maps each of its hosts, without `www.`, to the site whose every page it shows; `sisters` are hosts of the
    platform that have pages of their own too, and `mirrors` those of other people: there, only pages that a rule knows
    are the site's. `*.` stands for any one label, `xx.` for a language; where a site holds a star, the label goes
    there. `tracking` is dropped from addresses that no rule knows; what is named in `keeps` does not tell things apart,
    but their pages do not open without it.
    """

    code: str
    slots: Mapping[str, Slot]
    sites: Mapping[str, str]
    rules: tuple[Rule, ...]
    sisters: Mapping[str, str] = field(default_factory=dict)
    mirrors: Mapping[str, str] = field(default_factory=dict)
    tracking: frozenset[str] = frozenset()
    keeps: frozenset[str] = frozenset()


def hosts(site: str, names: str) -> dict[str, str]:
    """The same site for each of the named hosts."""
    return dict.fromkeys(names.split(), site)


def words(text: str) -> frozenset[str]:
    """The words of the text."""
    return frozenset(text.split())


def but_not(names: str, shape: str) -> str:
    """The shape, unless it is one of the words that mean something else in its place."""
    reserved = "|".join(re.escape(name) for name in names.split())
    return rf"(?!(?i:{reserved})(?:/|\Z))(?:{shape})"
