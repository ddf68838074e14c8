"""Matching of a URL against the rules of a platform."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from services.links.addresses import PLACEHOLDER, build_address, is_generated_id
from services.links.link import Link
from services.links.path_variants import PathVariant, iterate_path_variants
from services.links.rules import Placeholder, Platform, UrlRule
from services.links.url import ParsedUrl
from services.vocabularies.subjects import SubjectType

# Content below which comments stand.
PARENT_TYPES = frozenset({SubjectType.VIDEO, SubjectType.IMAGE, SubjectType.TEXT})


class CompiledRule(NamedTuple):
    """A rule with the regular expressions for its path and its query parameters."""

    rule: UrlRule
    path: re.Pattern[str]
    parameters: tuple[tuple[str, re.Pattern[str]], ...]


def match_rules(url: ParsedUrl, platform: Platform, site: str) -> Link | None:
    """Return the link that the first matching rule makes of the URL, or None if no rule matches.

    `site` is the host whose rules apply, optionally followed by a path that goes in front of the URL's path.
    """
    if url.port:
        return None
    host, _, path_prefix = site.partition("/")
    variants = [
        PathVariant(f"{path_prefix}/{path}".strip("/"), parameters) for path, parameters in iterate_path_variants(url)
    ]
    return _match_variants(platform, host, _compile_rules(platform, host), variants)


def _match_variants(
    platform: Platform, host: str, rules: Sequence[CompiledRule], variants: Sequence[PathVariant]
) -> Link | None:
    """Return the link that the first rule makes that matches one of the variants."""
    for position, compiled_rule in enumerate(rules):
        for variant in variants:
            if (values := _match_rule(compiled_rule, variant)) is not None:
                context = _find_context(platform, variant)
                if compiled_rule.rule.subject_type is SubjectType.COMMENT:
                    posts = [rule for rule in rules[position:] if rule.rule.subject_type in PARENT_TYPES]
                    context |= _find_parent(_match_variants(platform, host, posts, [variant]))
                if link := _build_link(platform, host, compiled_rule, values, context):
                    return link
    return None


@cache
def _compile_rules(platform: Platform, host: str) -> tuple[CompiledRule, ...]:
    """Compile the rules that hold on this host of the platform."""

    def compile_pattern(template: str) -> re.Pattern[str]:
        """Compile a pattern with a named group for each placeholder."""
        return re.compile(PLACEHOLDER.sub(build_regex_group, template), re.IGNORECASE)

    def build_regex_group(match: re.Match[str]) -> str:
        """Return a named group that matches, case-sensitively, the values of a placeholder such as `{video_id}`."""
        return f"(?P<{match[1]}>(?-i:{platform.placeholders[match[1]].pattern}))"

    def compile_query(query: str) -> Iterator[tuple[str, re.Pattern[str]]]:
        """Yield the name and the compiled pattern of each required parameter."""
        for pair in filter(None, query.split("&")):
            name, _, value = pair.partition("=")
            yield name, compile_pattern(value)

    rules = [rule for rule in platform.rules if rule.host in (None, host)]
    return tuple(CompiledRule(rule, compile_pattern(rule.path), tuple(compile_query(rule.query))) for rule in rules)


def _match_rule(compiled_rule: CompiledRule, variant: PathVariant) -> dict[str, str] | None:
    """Return the value of each placeholder, or None if the rule does not match."""
    match = compiled_rule.path.fullmatch(variant.path)
    if match is None:
        return None
    values = {name: value for name, value in match.groupdict().items() if value is not None}
    for name, pattern in compiled_rule.parameters:
        match = pattern.fullmatch(variant.parameters.get(name, ""))
        if match is None:
            return None
        values |= match.groupdict()
    return values


def _find_context(platform: Platform, variant: PathVariant) -> dict[str, str]:
    """Return the values of the query parameters that help to open the content, by placeholder."""
    return {
        placeholder: value
        for name, placeholder in platform.context_parameters.items()
        if (value := variant.parameters.get(name, ""))
        and re.fullmatch(platform.placeholders[placeholder].pattern, value)
    }


def _find_parent(parent: Link | None) -> dict[str, str]:
    """Return the address and the id of the content below which a comment stands."""
    if parent is None or parent.native_id is None or not is_generated_id(parent.native_id):
        return {}
    return {"parent": parent.address, "parent_id": parent.native_id}


def _build_link(
    platform: Platform, host: str, compiled_rule: CompiledRule, values: Mapping[str, str], context: Mapping[str, str]
) -> Link | None:
    """Return the link for a rule that matched with these placeholder values, found together with this context.

    Return None if nothing remains of an id in its normal form, as of a telephone number of zeros.
    """
    rule = compiled_rule.rule
    normalized = {name: _normalize_value(platform.placeholders[name], value) for name, value in values.items()}
    names = PLACEHOLDER.findall(rule.key)
    if not all(normalized[name] for name in names):
        return None
    key = PLACEHOLDER.sub(lambda match: normalized[match[1]], rule.key)
    query_names = frozenset(name for name, _ in compiled_rule.parameters)
    if rule.is_short_link:
        url = f"https://{host}/{key}"
        return Link(platform.code, rule.subject_type, None, url, url, query_names, is_short_link=True)
    others = {name: value for name, value in normalized.items() if name not in names and is_generated_id(value)}
    address = build_address(platform, key, {name: normalized[name] for name in names}, {**context, **others})
    return Link(platform.code, rule.subject_type, key.partition(":")[2], f"{platform.code}:{key}", address, query_names)


def _normalize_value(placeholder: Placeholder, value: str) -> str:
    """Return the value in the placeholder's normal form and in Unicode normalization form C."""
    return unicodedata.normalize("NFC", placeholder.normalize(unicodedata.normalize("NFC", value)))
