"""Every form in which people paste a TikTok link leads to the thing it shows."""

from __future__ import annotations

import pytest

from services.links import parse

POST = "7123456789012345678"

SAME_POST = [
    f"https://www.tiktok.com/@some.one/video/{POST}",
    f"http://www.tiktok.com/@some.one/video/{POST}",
    f"https://tiktok.com/@some.one/video/{POST}/",
    f"https://m.tiktok.com/@some.one/video/{POST}",
    f"https://lite.tiktok.com/@some.one/video/{POST}",
    f"https://www.tiktok.com/@Another_Name/video/{POST}",
    f"https://www.tiktok.com/@/video/{POST}",
    f"https://www.tiktok.com/%40some.one/video/{POST}",
    f"https://www.tiktok.com/@some.one/photo/{POST}",
    f"https://www.tiktok.com/@some.one/story/{POST}",
    f"https://www.tiktok.com/@some.one/video/{POST}?is_from_webapp=1&sender_device=pc&web_id=7098765432109876543",
    f"https://www.tiktok.com/@some.one/video/{POST}?_r=1&_t=8abc&share_item_id={POST}&u_code=d1&utm_source=copy",
    f"https://www.tiktok.com/@some.one/video/{POST}&lang=en",
    f"https://www.tiktok.com/@some.one/video/{POST}#comments",
    f"https://www.tiktok.com//@some.one//video/{POST}",
    f"HTTPS://WWW.TIKTOK.COM/@some.one/video/{POST}",
    f"https://www.tiktok.com:443/@some.one/video/{POST}",
    f"http://www.tiktok.com:80/@some.one/video/{POST}",
    f"https://www.tiktok.com./@some.one/video/{POST}",
    f"www.tiktok.com/@some.one/video/{POST}",
    f"tiktok.com/@some.one/video/{POST}",
    f"//www.tiktok.com/@some.one/video/{POST}",
    f"https://https://www.tiktok.com/@some.one/video/{POST}",
    f"https://m.tiktok.com/v/{POST}.html",
    f"https://m.tiktok.com/v/{POST}.html?u_code=0&preview_pb=0&language=en&share_item_id={POST}",
    f"https://t.tiktok.com/i18n/share/video/{POST}/?region=GB",
    f"https://www.tiktok.com/share/video/{POST}",
    f"https://www.tiktokv.com/share/video/{POST}/",
    f"https://www.tiktok.com/node/share/video/@some.one/{POST}",
    f"https://www.tiktok.com/embed/{POST}",
    f"https://www.tiktok.com/embed/v2/{POST}?lang=en-GB",
    f"https://www.tiktok.com/player/v1/{POST}?music_info=1&description=1",
    f"https://www.tiktok.com/foryou?is_copy_url=1&is_from_webapp=v1&item_id={POST}",
    f"https://www.tiktok.com/?share_item_id={POST}",
    f"https://www.tiktok.com/foryou?lang=en#/@some.one/video/{POST}",
    f"https://www.tiktok.com/trending?shareId={POST}",
    f"https://www.tiktok.com/amp/@some.one/video/{POST}",
    f"https://www.vxtiktok.com/@some.one/video/{POST}",
    f"https://a.tnktok.com/@some.one/photo/{POST}",
    f"https://www.tiktok.com/?a=1&amp;item_id={POST}",
]


@pytest.mark.parametrize("url", SAME_POST)
def test_every_form_of_a_post_is_that_post(url: str) -> None:
    link = parse(url)

    assert (link.platform, link.native_id, link.canonical) == ("tiktok", POST, f"tiktok:post:{POST}")


@pytest.mark.parametrize(
    ("url", "kind", "canonical"),
    [
        ("https://www.tiktok.com/@Some.One", "account", "tiktok:account:some.one"),
        ("tiktok.com/@some.one/", "account", "tiktok:account:some.one"),
        ("https://www.tiktok.com/@SOME.ONE?lang=cy&_t=8x", "account", "tiktok:account:some.one"),
        ("https://www.tiktok.com/embed/@some.one", "account", "tiktok:account:some.one"),
        ("https://m.tiktok.com/h5/share/usr/66411415.html", "account", "tiktok:account_number:66411415"),
        ("https://www.tiktok.com/@Some.One/live", "livestream", "tiktok:live:some.one"),
        ("https://m.tiktok.com/share/live/7210809319192726273?x=1", "livestream", "tiktok:room:7210809319192726273"),
        ("https://www.tiktok.com/tag/BackToSchool?lang=en", "hashtag_use", "tiktok:tag:backtoschool"),
        ("https://www.tiktok.com/tag/ysgol%C3%B4l", "hashtag_use", "tiktok:tag:ysgolôl"),
        ("https://www.tiktok.com/music/original-sound-6940001", "audio", "tiktok:sound:6940001"),
        ("https://www.tiktok.com/music/s%C5%B5n-gwreiddiol-6940001", "audio", "tiktok:sound:6940001"),
        (f"https://www.tiktok.com/@a/video/{POST}?share_comment_id=777&_r=1", "comment", "tiktok:comment:777"),
        (f"https://www.tiktok.com/@a/video/{POST}?comment_id=777", "comment", "tiktok:comment:777"),
    ],
)
def test_what_is_not_a_post_is_something_else(url: str, kind: str, canonical: str) -> None:
    link = parse(url)

    assert (link.platform, link.kind, link.canonical) == ("tiktok", kind, canonical)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        (f"https://www.tiktok.com/@a/video/{POST}", "video"),
        (f"https://www.tiktok.com/@a/photo/{POST}", "image"),
        (f"https://www.tiktok.com/@a/story/{POST}", "story"),
    ],
)
def test_the_kind_is_what_the_address_says(url: str, kind: str) -> None:
    assert parse(url).kind == kind


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://vm.tiktok.com/ZMabcDEF1/", "https://vm.tiktok.com/ZMabcDEF1"),
        ("http://vm.tiktok.com/ZMabcDEF1?k=1", "https://vm.tiktok.com/ZMabcDEF1"),
        ("vt.tiktok.com/ZSabcDEF1", "https://vt.tiktok.com/ZSabcDEF1"),
        ("https://www.tiktok.com/t/ZTabcDEF1/", "https://www.tiktok.com/t/ZTabcDEF1"),
        ("https://lite.tiktok.com/t/ZTabcDEF1/?_r=1", "https://www.tiktok.com/t/ZTabcDEF1"),
    ],
)
def test_a_short_link_stays_closed(url: str, canonical: str) -> None:
    link = parse(url)

    assert link.opaque
    assert (link.platform, link.native_id, link.canonical) == ("tiktok", None, canonical)


def test_the_code_of_a_short_link_keeps_its_case() -> None:
    assert parse("https://vm.tiktok.com/ZMabc").canonical != parse("https://vm.tiktok.com/ZMABC").canonical


def test_other_pages_of_the_platform_are_known_by_their_address() -> None:
    link = parse("https://m.tiktok.com/search?q=a+b&lang=en&_r=1")

    assert (link.platform, link.kind, link.native_id) == ("tiktok", "website", None)
    assert link.canonical == parse("https://www.tiktok.com/search?q=a%20b").canonical


@pytest.mark.parametrize(
    "url",
    [
        f"https://tiktok.com.example.org/@a/video/{POST}",
        f"https://nottiktok.com/@a/video/{POST}",
        f"https://t\u0131ktok.com/@a/video/{POST}",
        f"https://www.tiktok.com:8443/@a/video/{POST}",
    ],
)
def test_a_look_alike_is_not_the_platform(url: str) -> None:
    assert parse(url).native_id is None
    assert parse(url).canonical.startswith("https://")


def test_bytes_that_are_no_text_never_make_two_tags_one() -> None:
    assert parse("https://www.tiktok.com/tag/a%FF").canonical != parse("https://www.tiktok.com/tag/a%FE").canonical
