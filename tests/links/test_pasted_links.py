"""What keyboards, chats and sentences hang on a link is no part of it."""

from __future__ import annotations

import pytest

from services.links import parse

LINK = "https://www.tiktok.com/@a/video/7123456789012345678"
SHORT = "https://vm.tiktok.com/ZMabcDEF1/"


@pytest.mark.parametrize(
    "paste",
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
def test_what_surrounds_a_link_is_dropped(paste: str) -> None:
    assert parse(paste) == parse(LINK)


@pytest.mark.parametrize(
    "paste",
    [
        f"Check out this video! {SHORT}",
        f"{SHORT} This post is shared via TikTok Lite. More posts: https://www.tiktok.com/tiktoklite",
        f"{SHORT}\n{SHORT}",
        "Check out this video! vm.tiktok.com/ZMabcDEF1 #fyp",
    ],
)
def test_the_words_an_application_shares_with_its_link_are_dropped(paste: str) -> None:
    assert parse(paste) == parse(SHORT)


def test_brackets_of_the_address_stay() -> None:
    assert parse("https://example.org/Name_(place)").canonical == "https://example.org/Name_(place)"
    assert parse("(https://example.org/Name_(place))").canonical == "https://example.org/Name_(place)"
