"""Characters and words around a link in a pasted text are ignored."""

from __future__ import annotations

import pytest

from services.links import parse_link

LINK = "https://www.tiktok.com/@a/video/7123456789012345678"
SHORT_LINK = "https://vm.tiktok.com/ZMabcDEF1/"


@pytest.mark.parametrize(
    "text",
    [
        f"  {LINK}\n",
        f"\ufeff{LINK}\u200b",
        f"\u202a{LINK}\u202c",
        f"\xa0{LINK}\xa0",
        f"<{LINK}>",
        f"({LINK})",
        f"({LINK}).",
        f'"{LINK}"',
        f"\u201c{LINK}\u201d,",
        f"\u2018{LINK}\u2019",
        f"[{LINK}]",
        f"`{LINK}`",
        f"{LINK}.",
        f"{LINK},",
        f"{LINK};",
        f"{LINK}?!",
        f"{LINK}>.",
        f"||{LINK}||",
        f"**{LINK}**",
        f"*{LINK}*,",
        f"{LINK}\u3002",
        f"[TikTok]({LINK})",
        f"[Look at this]({LINK})",
    ],
)
def test_punctuation_around_a_link_is_ignored(text: str) -> None:
    assert parse_link(text) == parse_link(LINK)


@pytest.mark.parametrize(
    "text",
    [
        f"Check out this video! {SHORT_LINK}",
        f"{SHORT_LINK} This post is shared via TikTok Lite. More posts: https://www.tiktok.com/tiktoklite",
        f"{SHORT_LINK}\n{SHORT_LINK}",
        "Check out this video! vm.tiktok.com/ZMabcDEF1 #fyp",
    ],
)
def test_words_that_an_app_puts_around_its_link_are_ignored(text: str) -> None:
    assert parse_link(text) == parse_link(SHORT_LINK)


def test_balanced_brackets_belong_to_the_url() -> None:
    assert parse_link("https://example.org/Name_(place)").canonical_id == "https://example.org/Name_(place)"
    assert parse_link("(https://example.org/Name_(place))").canonical_id == "https://example.org/Name_(place)"
