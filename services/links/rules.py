"""The data types in which the platform rules are written: `Platform`, `UrlRule` and `Placeholder`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from services.links.normalizers import Normalizer, keep_unchanged
from services.vocabularies.subjects import SubjectType

DIGITS = r"[0-9]{1,25}"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A part of a native id: the pattern it matches, and the function that gives all its spellings the same text."""

    pattern: str
    normalize: Normalizer = keep_unchanged


@dataclass(frozen=True, slots=True)
class UrlRule:
    """A pattern for the URLs of one kind of content. Links with the same `key` lead to the same content.

    `path`: a pattern for the whole path without leading and trailing slashes; its fixed words are not case-sensitive.
    `{name}` stands for the platform's placeholder of that name, here as in `key` and `query`.
    `key`: the canonical id without the platform, as `kind:native id`; for a short link, its path.
    `query`: parameters that must be present, as `name=pattern&name=pattern`.
    `host`: the only site of the platform on which the rule holds; None for all.
    `is_short_link`: the target of the URL is unknown without opening it.
    """

    path: str
    subject_type: SubjectType
    key: str
    query: str = ""
    host: str | None = None
    is_short_link: bool = False


@dataclass(frozen=True, eq=False)
class Platform:
    """The hosts and URL rules of one platform. The first rule that matches wins.

    Host mappings lead from a host, without `www.`, to the site whose paths it uses (a host, with a path prefix if
    needed). In a host `*.` stands for any label and `xx.` for a language code; a `*` in the site is replaced by that
    label.

    `hosts`: hosts on which every page is the same as on the site.
    `secondary_hosts`: hosts of the platform that also have pages of their own, so only URLs that match a rule are
    treated as the site's.
    `mirror_hosts`: the same for hosts of other operators; their other pages are ordinary web pages.
    `tracking_parameters`: query parameters that are dropped from URLs that match no rule.
    `required_parameters`: query parameters that do not identify content, but without which the page does not open.
    `addresses`: for each kind of key, templates of its address, separated by spaces. `{id}` stands for the native id,
    `{name}` for a placeholder that the rule matched, `{parent}` and `{parent_id}` for the address and the id of the
    content below which a comment stands. The last template of a kind needs the native id only.
    `context_parameters`: query parameters that help to open the content, and the placeholders that their values match.
    """

    code: str
    placeholders: Mapping[str, Placeholder]
    hosts: Mapping[str, str]
    rules: tuple[UrlRule, ...]
    secondary_hosts: Mapping[str, str] = field(default_factory=dict)
    mirror_hosts: Mapping[str, str] = field(default_factory=dict)
    tracking_parameters: frozenset[str] = frozenset()
    required_parameters: frozenset[str] = frozenset()
    addresses: Mapping[str, str] = field(default_factory=dict)
    context_parameters: Mapping[str, str] = field(default_factory=dict)


def map_hosts(site: str, hosts: str) -> dict[str, str]:
    """Return a mapping of every host in the space-separated list to the same site."""
    return dict.fromkeys(hosts.split(), site)


def split_names(names: str) -> frozenset[str]:
    """Return the names in a space-separated list."""
    return frozenset(names.split())


def exclude_words(reserved_words: str, pattern: str) -> str:
    """Return the pattern, restricted to path segments that are none of the space-separated words (in any case)."""
    alternatives = "|".join(re.escape(word) for word in reserved_words.split())
    return rf"(?!(?i:{alternatives})(?:/|\Z))(?:{pattern})"
