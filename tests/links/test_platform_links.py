"""All URLs of the same content on a platform get the same canonical id, and URLs of different content never do."""

from __future__ import annotations

from types import ModuleType

import pytest

from services.links import parse_link
from tests.links.platform_urls import PLATFORM_URLS
from tests.links.tables import assert_distinct, get_first_urls, iterate_cases, split_lines

CASES = [case for module in PLATFORM_URLS for case in iterate_cases(module.URLS)]


@pytest.mark.parametrize(("url", "canonical_id"), CASES)
def test_every_url_of_the_same_content_has_its_canonical_id(url: str, canonical_id: str) -> None:
    assert parse_link(url).canonical_id == canonical_id


@pytest.mark.parametrize("module", PLATFORM_URLS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_urls_of_different_content_have_different_canonical_ids(module: ModuleType) -> None:
    assert_distinct(*get_first_urls(module.URLS), *split_lines(module.DISTINCT_URLS))


@pytest.mark.parametrize(
    ("platform", "url", "same_url"),
    [
        ("bluesky", "https://go.bsky.app/AbCdEf1", "go.bsky.app/AbCdEf1"),
        ("facebook", "https://www.facebook.com/share/p/15AbCdEfGh/?mibextid=oFDknk", "facebook.com/share/p/15AbCdEfGh"),
        ("facebook", "https://m.facebook.com/share/r/16AbCdEfGh/", "https://www.facebook.com/share/r/16AbCdEfGh"),
        ("facebook", "https://www.facebook.com/share/1AbCdEfGhI/?mibextid=a", "https://facebook.com/share/1AbCdEfGhI"),
        ("facebook", "https://fb.watch/aBcDeFgHiJ/?mibextid=a", "http://www.fb.watch/aBcDeFgHiJ"),
        ("facebook", "https://fb.me/aBcDeFgHi", "fb.me/aBcDeFgHi/"),
        (
            "instagram",
            "https://www.instagram.com/share/reel/BAJabcdef1/?igsh=abc",
            "instagram.com/share/reel/BAJabcdef1",
        ),
        (
            "reddit",
            "https://www.reddit.com/r/SomeSub/s/aBc456GHIJ?utm_source=share",
            "reddit.com/r/somesub/s/aBc456GHIJ/",
        ),
        ("snapchat", "https://t.snapchat.com/aBcDeFgH", "t.snapchat.com/aBcDeFgH/"),
        ("snapchat", "https://www.snapchat.com/t/aBcDeFgH?share_id=a", "snapchat.com/t/aBcDeFgH"),
        ("threads", "https://www.threads.com/share/BAabcdefgh/?xmt=a", "threads.net/share/BAabcdefgh"),
        ("tiktok", "https://vm.tiktok.com/ZMabcDEF1/", "https://vm.tiktok.com/ZMabcDEF1"),
        ("tiktok", "http://vm.tiktok.com/ZMabcDEF1?k=1", "https://vm.tiktok.com/ZMabcDEF1"),
        ("tiktok", "https://vm.vxtiktok.com/ZMabcDEF1/", "https://vm.tiktok.com/ZMabcDEF1"),
        ("tiktok", "vt.tiktok.com/ZSabcDEF1", "https://vt.tiktok.com/ZSabcDEF1"),
        ("tiktok", "vt.tnktok.com/ZSabcDEF1", "https://vt.tiktok.com/ZSabcDEF1"),
        ("tiktok", "https://www.tiktok.com/t/ZTabcDEF1/", "https://www.tiktok.com/t/ZTabcDEF1"),
        ("tiktok", "https://lite.tiktok.com/t/ZTabcDEF1/?_r=1", "https://www.tiktok.com/t/ZTabcDEF1"),
        ("tiktok", "https://tnktok.com/t/ZTabcDEF1/", "https://www.tiktok.com/t/ZTabcDEF1"),
        ("x", "https://pic.x.com/aBcDeF1234", "pic.twitter.com/aBcDeF1234"),
    ],
)
def test_short_links_have_no_native_id_and_keep_their_code(platform: str, url: str, same_url: str) -> None:
    link = parse_link(url)

    assert (link.platform, link.native_id, link.is_short_link) == (platform, None, True)
    assert link == parse_link(same_url)


@pytest.mark.parametrize(
    "url",
    [
        "https://vm.tiktok.com/ZMabcDEF1",
        "https://vt.tiktok.com/ZSabcDEF1",
        "https://www.tiktok.com/t/ZTabcDEF1",
    ],
)
def test_the_canonical_id_of_a_short_link_is_its_url(url: str) -> None:
    assert parse_link(url).canonical_id == url


@pytest.mark.parametrize(
    ("url", "subject_type"),
    [
        ("https://www.facebook.com/share/v/AbCdEfGhIj", "video"),
        ("https://www.facebook.com/share/r/AbCdEfGhIj", "video"),
        ("https://www.facebook.com/share/g/AbCdEfGhIj", "group"),
        ("https://www.facebook.com/share/p/AbCdEfGhIj", "text"),
    ],
)
def test_short_links_that_name_the_type_of_their_target_have_that_type(url: str, subject_type: str) -> None:
    assert (parse_link(url).subject_type, parse_link(url).is_short_link) == (subject_type, True)


@pytest.mark.parametrize(
    ("url", "subject_type"),
    [
        ("https://www.tiktok.com/@a/video/7123456789012345678", "video"),
        ("https://www.tiktok.com/@a/photo/7123456789012345678", "image"),
        ("https://www.tiktok.com/@a/story/7123456789012345678", "story"),
        ("https://cdn.discordapp.com/attachments/1/2/a.png", "image"),
        ("https://cdn.discordapp.com/attachments/1/2/a.MP4?ex=1", "video"),
        ("https://media.discordapp.net/attachments/1/2/voice-message.ogg", "audio"),
    ],
)
def test_the_path_determines_the_type_of_the_subject(url: str, subject_type: str) -> None:
    assert parse_link(url).subject_type == subject_type


def test_pages_without_a_rule_belong_to_the_platform_and_are_identified_by_their_url() -> None:
    link = parse_link("https://m.tiktok.com/search?q=a+b&lang=en&_r=1")

    assert (link.platform, link.subject_type, link.native_id) == ("tiktok", "website", None)
    assert link.canonical_id == parse_link("https://www.tiktok.com/search?q=a%20b").canonical_id


def test_look_alike_hosts_and_other_ports_are_not_the_platform() -> None:
    assert parse_link("https://nottiktok.com/@a/video/7123456789012345678").platform == "web"
    assert parse_link("https://www.tiktok.com:8443/@a/video/7123456789012345678").native_id is None


def test_pages_of_a_mirror_without_a_rule_are_web_pages() -> None:
    assert parse_link("https://nitter.net/about").platform == "web"


@pytest.mark.parametrize("word", ["videoseries", "live_stream"])
def test_words_of_the_youtube_player_are_no_video_ids(word: str) -> None:
    assert parse_link(f"https://www.youtube.com/embed/{word}").native_id is None
