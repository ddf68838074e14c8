"""Other organisations get an address rebuilt from the native id: nothing else that the reporter wrote is in it."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from services.links import parse_link
from services.links.addresses import PLACEHOLDER
from services.links.platforms import PLATFORMS
from services.links.rules import Platform
from tests.links.rule_urls import CANARY, PlatformRule, iterate_rules, rule_urls
from tests.support.markers import slow

# Kinds of content that only a name identifies: one that the owner of an account, a group, a page or a file chose. It is
# the native id, so it is in the address.
NAMED_KINDS = {
    "bluesky": "account post feed list pack tag",
    "dailymotion": "account",
    "discord": "file invite template",
    "facebook": "account group tag",
    "instagram": "account stories live tag",
    "reddit": "account community",
    "snapchat": "account stories",
    "telegram": "channel message comment story album app stickers",
    "threads": "account tag",
    "tiktok": "account live tag",
    "twitch": "channel category team clip collection",
    "vimeo": "account title album channel group",
    "whatsapp": "",
    "x": "account named_list tag",
    "youtube": "handle user name vanity live live_user live_name live_vanity tag playlist show",
}
# Without shrinking: it takes minutes, and the generated URLs are short.
SETTINGS = settings(
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
RULES = [case for case in iterate_rules() if not case.rule.is_short_link]


def get_kinds(platform: Platform) -> set[str]:
    """Return the kinds of content for which the platform has rules."""
    return {rule.key.partition(":")[0] for rule in platform.rules if not rule.is_short_link}


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.code)
def test_every_kind_of_content_has_an_address_that_needs_its_native_id_only(platform: Platform) -> None:
    assert set(platform.addresses) == get_kinds(platform)
    for rule in platform.rules:
        if not rule.is_short_link:
            kind = rule.key.partition(":")[0]
            *_, last = [set(PLACEHOLDER.findall(template)) for template in platform.addresses[kind].split()]
            assert "parent" not in last


def is_plausible(native_id: str) -> bool:
    """Return False for ids that no platform would give: `0`, or a name of dots, which would be a step in a path."""
    parts = native_id.split("/")
    return len(native_id) > 2 and "000" not in native_id and all(re.match(r"(?!00).*[^\W_]", part) for part in parts)


def check_address(url: str) -> None:
    """Assert that the address of the link leads to the same content, and that it holds no word of the reporter."""
    link = parse_link(url)
    assume(link.native_id is not None and is_plausible(link.native_id))
    kind = link.canonical_id.split(":")[1]
    rebuilt = parse_link(link.address)
    assert (rebuilt.canonical_id, rebuilt.address) == (link.canonical_id, link.address)
    if CANARY in (link.native_id or ""):
        # The word took the place of a name that identifies the content.
        assert kind in NAMED_KINDS[link.platform].split(), link.canonical_id
    else:
        assert CANARY not in unquote(link.address).lower(), link.address


@pytest.mark.parametrize("case", RULES, ids=str)
@settings(SETTINGS, max_examples=4)
@given(data=st.data())
def test_an_address_holds_the_native_id_and_no_other_text_of_the_url(case: PlatformRule, data: st.DataObject) -> None:
    check_address(data.draw(rule_urls(case)))


@slow
@pytest.mark.parametrize("case", RULES, ids=str)
@settings(SETTINGS, max_examples=100)
@given(data=st.data())
def test_many_addresses_hold_the_native_id_and_no_other_text(case: PlatformRule, data: st.DataObject) -> None:
    check_address(data.draw(rule_urls(case)))
