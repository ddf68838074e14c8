"""URLs generated from the rules of the platforms, with a word of the reporter in every place that a rule ignores."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from hypothesis import strategies as st

from services.links.addresses import PLACEHOLDER
from services.links.platforms import PLATFORMS
from services.links.rules import Platform, UrlRule

CANARY = "zqxcanaryxqz"
FRAGMENTS = ("", f"#{CANARY}", f"#/{CANARY}/{CANARY}", f"#!{CANARY}={CANARY}", f"#:~:text={CANARY}")
# What a rule ignores, and a text that it matches with the word in it. The longest first.
IGNORED_PARTS = {r"\D.*": f"/{CANARY}", "[^/]+": CANARY, "[^/]*": CANARY, ".*": CANARY}


@dataclass(frozen=True, slots=True)
class PlatformRule:
    """One rule of a platform, on one host."""

    platform: Platform = field(repr=False)
    rule: UrlRule
    host: str

    def __str__(self) -> str:
        return f"{self.platform.code} {self.host}/{self.rule.path} {self.rule.query}".strip()


def iterate_rules() -> Iterator[PlatformRule]:
    """Yield every rule of every platform, on the host for which it is written or on the first of the platform."""
    for platform in PLATFORMS:
        host_by_site = {site: host for host, site in {**platform.secondary_hosts, **platform.hosts}.items()}
        for rule in platform.rules:
            host = rule.host or next(iter(platform.hosts.values()))
            yield PlatformRule(platform, rule, host_by_site[host])


@st.composite
def rule_urls(draw: st.DrawFn, case: PlatformRule) -> str:
    """Generate URLs that the rule matches, with the canary wherever the rule ignores a part of the URL."""
    path = draw(_matches(case.platform, case.rule.path))
    pairs = [pair.partition("=") for pair in case.rule.query.split("&") if pair]
    parameters = [f"{name}={quote(draw(_matches(case.platform, pattern)))}" for name, _, pattern in pairs]
    noise = draw(st.permutations([f"note={CANARY}", f"{CANARY}=1", CANARY, f"name={CANARY}.{CANARY}%40example.org"]))
    place = draw(st.integers(0, len(noise)))
    query = "&".join([*noise[:place], *parameters, *noise[place:]])
    fragment = draw(st.sampled_from(FRAGMENTS))
    host = case.host.replace("xx.", "de.").replace("*", CANARY)
    encoded_path = quote(path, safe="/:@+!$'()*,;~=")
    return f"https://{host}/{encoded_path}?{query}{fragment}"


def _matches(platform: Platform, pattern: str) -> st.SearchStrategy[str]:
    """Generate texts that match a pattern of a rule."""
    for ignored, text in IGNORED_PARTS.items():
        pattern = pattern.replace(ignored, text)
    expanded = PLACEHOLDER.sub(lambda match: f"(?:{platform.placeholders[match[1]].pattern})", pattern)
    return st.from_regex(re.compile(expanded, re.ASCII), fullmatch=True)
