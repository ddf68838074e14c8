"""TikTok: posts by number whoever's name stands before it; accounts, sounds, rooms and comments are something else."""

from __future__ import annotations

import pytest

from services.links import parse
from tests.links.forms import Table, assert_all_different, each, first_of_each, lines

SECRET = "MS4wLjABAAAA-0bQT0CqebTRr6I4IkYvMDMKSRSJHLNPBo5HrSklJwyA2psXLSZG5FP"

SAME: Table = {
    "tiktok:post:7123456789012345678": """
        https://www.tiktok.com/@some.one/video/7123456789012345678
        http://www.tiktok.com/@some.one/video/7123456789012345678
        https://tiktok.com/@some.one/video/7123456789012345678/
        https://m.tiktok.com/@some.one/video/7123456789012345678
        https://lite.tiktok.com/@some.one/video/7123456789012345678
        https://us.tiktok.com/@some.one/video/7123456789012345678
        https://www.tiktok.com/@Another_Name/video/7123456789012345678
        https://www.tiktok.com/@/video/7123456789012345678
        https://www.tiktok.com/%40some.one/video/7123456789012345678
        https://www.tiktok.com/@some.one/photo/7123456789012345678
        https://www.tiktok.com/@some.one/story/7123456789012345678
        https://www.tiktok.com/@some.one/VIDEO/7123456789012345678
        https://www.tiktok.com/@some.one/video/7123456789012345678?is_from_webapp=1&sender_device=pc&web_id=7098765432109876
        https://www.tiktok.com/@some.one/video/7123456789012345678?_r=1&_t=8abc&share_item_id=7123456789012345678&u_code=d1
        https://www.tiktok.com/@some.one/video/7123456789012345678?lang=en&q=some%20words&t=1700000000000
        https://www.tiktok.com/@some.one/video/7123456789012345678?is_copy_url=1&is_from_webapp=v1
        https://www.tiktok.com/@some.one/video/7123456789012345678&lang=en
        https://www.tiktok.com/@some.one/video/7123456789012345678%3Flang=en
        https://www.tiktok.com/@some.one/video/7123456789012345678#comments
        https://www.tiktok.com//@some.one//video/7123456789012345678
        HTTPS://WWW.TIKTOK.COM/@some.one/video/7123456789012345678
        https://www.tiktok.com:443/@some.one/video/7123456789012345678
        http://www.tiktok.com:80/@some.one/video/7123456789012345678
        https://www.tiktok.com./@some.one/video/7123456789012345678
        www.tiktok.com/@some.one/video/7123456789012345678
        tiktok.com/@some.one/video/7123456789012345678
        //www.tiktok.com/@some.one/video/7123456789012345678
        https://https://www.tiktok.com/@some.one/video/7123456789012345678
        ttps://www.tiktok.com/@some.one/video/7123456789012345678
        https//www.tiktok.com/@some.one/video/7123456789012345678
        hxxps://www[.]tiktok[.]com/@some.one/video/7123456789012345678
        https%3A%2F%2Fwww.tiktok.com%2F%40some.one%2Fvideo%2F7123456789012345678
        https://m.tiktok.com/v/7123456789012345678.html
        https://m.tiktok.com/v/7123456789012345678.html?u_code=0&preview_pb=0&language=en&share_item_id=7123456789012345678
        https://m.tiktok.com/h5/share/item/7123456789012345678.html
        https://t.tiktok.com/i18n/share/video/7123456789012345678/?region=GB
        https://www.tiktok.com/share/video/7123456789012345678
        https://www.tiktokv.com/share/video/7123456789012345678/
        https://www.tiktok.com/node/share/video/@some.one/7123456789012345678
        https://www.tiktok.com/embed/7123456789012345678
        https://www.tiktok.com/embed/v2/7123456789012345678?lang=en-GB
        https://www.tiktok.com/embed/v3/7123456789012345678
        https://www.tiktok.com/player/v1/7123456789012345678?music_info=1&description=1
        https://www.tiktok.com/oembed?url=https://www.tiktok.com/@some.one/video/7123456789012345678
        https://www.tiktok.com/foryou?is_copy_url=1&is_from_webapp=v1&item_id=7123456789012345678
        https://www.tiktok.com/?share_item_id=7123456789012345678
        https://www.tiktok.com/foryou?lang=en#/@some.one/video/7123456789012345678
        https://www.tiktok.com/trending?shareId=7123456789012345678
        https://www.tiktok.com/amp/@some.one/video/7123456789012345678
        https://www.tiktok.com/login?redirect_url=https%3A%2F%2Fwww.tiktok.com%2F%40some.one%2Fvideo%2F7123456789012345678
        https://www.vxtiktok.com/@some.one/video/7123456789012345678
        https://tnktok.com/@some.one/video/7123456789012345678
        https://a.tnktok.com/@some.one/photo/7123456789012345678
        https://d.tnktok.com/@some.one/video/7123456789012345678
        https://www.tfxktok.com/@some.one/video/7123456789012345678
        https://kktiktok.com/@some.one/video/7123456789012345678
        https://proxitok.pabloferreiro.es/@some.one/video/7123456789012345678
        https://www.tiktok.com/?a=1&amp;item_id=7123456789012345678
        snssdk1233://aweme/detail/7123456789012345678?refer=web
        snssdk1180://aweme/detail/7123456789012345678
        intent://www.tiktok.com/@some.one/video/7123456789012345678#Intent;scheme=https;package=com.zhiliaoapp.musically;end
        intent://aweme/detail/7123456789012345678?refer=web#Intent;scheme=snssdk1233;package=com.zhiliaoapp.musically;end
    """,
    "tiktok:account:some.one": """
        https://www.tiktok.com/@Some.One
        tiktok.com/@some.one/
        https://m.tiktok.com/@some.one
        https://www.tiktok.com/@SOME.ONE?lang=cy&_t=8x
        https://www.tiktok.com/@some.one?is_from_webapp=1&sender_device=pc
        https://www.tiktok.com/%40some.one
        https://www.tiktok.com/embed/@some.one
        https://www.tiktok.com/amp/@some.one
        https://www.tiktok.com/@some.one/liked
        https://www.tiktok.com/@some.one/reposts
        https://vxtiktok.com/@some.one
    """,
    f"tiktok:account_secret:{SECRET}": f"https://www.tiktok.com/@{SECRET}",
    "tiktok:account_number:6820838815978423302": """
        https://www.tiktok.com/@6820838815978423302
        https://m.tiktok.com/h5/share/usr/6820838815978423302.html
        https://www.tiktok.com/share/user/6820838815978423302
        snssdk1233://user/profile/6820838815978423302
    """,
    "tiktok:live:some.one": "https://www.tiktok.com/@Some.One/live",
    "tiktok:room:7210809319192726273": """
        https://m.tiktok.com/share/live/7210809319192726273?x=1
        https://www.tiktok.com/live/7210809319192726273
    """,
    "tiktok:tag:backtoschool": """
        https://www.tiktok.com/tag/BackToSchool?lang=en
        https://m.tiktok.com/tag/backtoschool
    """,
    "tiktok:tag:ysgolôl": """
        https://www.tiktok.com/tag/ysgol%C3%B4l
        https://www.tiktok.com/tag/ysgolo%CC%82l
        https://www.tiktok.com/tag/ysgolôl
    """,
    "tiktok:sound:6940001": """
        https://www.tiktok.com/music/original-sound-6940001
        https://www.tiktok.com/music/s%C5%B5n-gwreiddiol-6940001
        https://www.tiktok.com/music/6940001
        https://t.tiktok.com/i18n/share/music/6940001
    """,
    "tiktok:collection:7371330159376370462": """
        https://www.tiktok.com/@some.one/collection/count-test-7371330159376370462
        https://www.tiktok.com/@some.one/playlist/%F0%9F%98%82-7371330159376370462
    """,
    "tiktok:effect:479565": "https://www.tiktok.com/sticker/Some-Effect-479565",
    "tiktok:comment:777": """
        https://www.tiktok.com/@a/video/7123456789012345678?share_comment_id=777&_r=1
        https://www.tiktok.com/@a/video/7123456789012345678?comment_id=777
    """,
}

DIFFERENT = f"""
    https://www.tiktok.com/@some.one/video/7123456789012345679
    https://www.tiktok.com/@some_one
    https://www.tiktok.com/@someone
    https://www.tiktok.com/@{SECRET.swapcase()}
    https://www.tiktok.com/@712345678901234567
    https://www.tiktok.com/music/x-7123456789012345678
    https://www.tiktok.com/live/7123456789012345678
    https://www.tiktok.com/share/user/7123456789012345678
    https://www.tiktok.com/tag/some.one
    https://www.tiktok.com/tag/R%26B
    https://www.tiktok.com/tag/R
    https://www.tiktok.com/tag/a%FF
    https://www.tiktok.com/tag/a%FE
    https://vm.tiktok.com/ZMabc1
    https://vm.tiktok.com/ZMABC1
    https://vt.tiktok.com/ZMabc1
    https://www.tiktok.com/t/ZMabc1
    https://www.tiktok.com/search?q=a
    https://www.tiktok.com/search?q=b
    https://www.tiktok.com/foryou
    https://www.tiktok.com/
    https://vxtiktok.com/
    https://tiktok.com.example.org/@some.one/video/7123456789012345678
    https://nottiktok.com/@some.one/video/7123456789012345678
    https://t\u0131ktok.com/@some.one/video/7123456789012345678
    https://www.tiktok.com:8443/@some.one/video/7123456789012345678
"""


@each(SAME)
def test_every_form_of_a_thing_is_that_thing(url: str, key: str) -> None:
    assert parse(url).canonical == key


def test_different_things_never_share_a_key() -> None:
    assert_all_different(*first_of_each(SAME), *lines(DIFFERENT))


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.tiktok.com/@a/video/7123456789012345678", "video"),
        ("https://www.tiktok.com/@a/photo/7123456789012345678", "image"),
        ("https://www.tiktok.com/@a/story/7123456789012345678", "story"),
    ],
)
def test_the_kind_is_what_the_address_says(url: str, kind: str) -> None:
    assert parse(url).kind == kind


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://vm.tiktok.com/ZMabcDEF1/", "https://vm.tiktok.com/ZMabcDEF1"),
        ("http://vm.tiktok.com/ZMabcDEF1?k=1", "https://vm.tiktok.com/ZMabcDEF1"),
        ("https://vm.vxtiktok.com/ZMabcDEF1/", "https://vm.tiktok.com/ZMabcDEF1"),
        ("vt.tiktok.com/ZSabcDEF1", "https://vt.tiktok.com/ZSabcDEF1"),
        ("vt.tnktok.com/ZSabcDEF1", "https://vt.tiktok.com/ZSabcDEF1"),
        ("https://www.tiktok.com/t/ZTabcDEF1/", "https://www.tiktok.com/t/ZTabcDEF1"),
        ("https://lite.tiktok.com/t/ZTabcDEF1/?_r=1", "https://www.tiktok.com/t/ZTabcDEF1"),
        ("https://tnktok.com/t/ZTabcDEF1/", "https://www.tiktok.com/t/ZTabcDEF1"),
    ],
)
def test_a_short_link_stays_closed(url: str, canonical: str) -> None:
    link = parse(url)

    assert link.opaque
    assert (link.platform, link.native_id, link.canonical) == ("tiktok", None, canonical)


def test_other_pages_of_the_platform_are_known_by_their_address() -> None:
    link = parse("https://m.tiktok.com/search?q=a+b&lang=en&_r=1")

    assert (link.platform, link.kind, link.native_id) == ("tiktok", "website", None)
    assert link.canonical == parse("https://www.tiktok.com/search?q=a%20b").canonical


def test_a_look_alike_is_not_the_platform() -> None:
    assert parse("https://nottiktok.com/@a/video/7123456789012345678").platform == "web"
    assert parse("https://www.tiktok.com:8443/@a/video/7123456789012345678").native_id is None
