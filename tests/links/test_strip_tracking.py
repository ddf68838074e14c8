"""strip_tracking returns a URL of the same content that opens and does not identify the person who shared it."""

from __future__ import annotations

from types import ModuleType

import pytest

from services.links import parse_link, strip_tracking
from tests.links.platform_urls import PLATFORM_URLS
from tests.links.tables import iterate_cases

POST = "https://www.tiktok.com/@some.user/video/7289034567890123456"
MANY_PARAMETERS = "&".join(f"p{number}=SECRET" for number in range(60))

STRIPPED_URLS = [
    # Tracking parameters of every platform.
    (f"{POST}?_t=SECRET&_r=1&is_from_webapp=1", POST),
    (f"{POST}&_t=SECRET&_r=1", POST),
    (f"{POST}%3F_r%3D1%26_t%3DSECRET", POST),
    (f"https://www.tiktok.com/?share_item_id=7289&{MANY_PARAMETERS}", "https://www.tiktok.com/?share_item_id=7289"),
    (f"https://www.tiktok.com/?{MANY_PARAMETERS}&share_item_id=7289", "https://www.tiktok.com/?share_item_id=7289"),
    ("https://www.instagram.com/p/CvAbCdEfGhI/?igsh=SECRET", "https://www.instagram.com/p/CvAbCdEfGhI/"),
    ("https://www.instagram.com/explore/?igsh=SECRET&x=1", "https://www.instagram.com/explore/?x=1"),
    ("https://x.com/someone/status/17906?s=46&t=SECRET", "https://x.com/someone/status/17906"),
    ("https://twitter.com/?s=SECRET#!/someone/status/17906", "https://twitter.com/#!/someone/status/17906"),
    ("https://youtu.be/dQw4w9WgXcQ?si=SECRET", "https://youtu.be/dQw4w9WgXcQ"),
    ("https://www.youtube.com/watch?si=SECRET&amp;v=dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    ("https://www.threads.net/@someone/post/C8AbCdEfGhI?xmt=SECRET", "https://www.threads.net/@someone/post/C8AbCdEfGhI"),
    ("https://www.reddit.com/r/abc/s/AbCdEfGhIj?share_id=SECRET", "https://www.reddit.com/r/abc/s/AbCdEfGhIj"),
    ("https://www.facebook.com/reel/1195/?rdid=SECRET&share_url=SECRET", "https://www.facebook.com/reel/1195/"),
    ("https://www.facebook.com/groups/1?multi_permalinks=2&notif_id=SECRET", "https://www.facebook.com/groups/1?multi_permalinks=2"),
    ("https://vm.tiktok.com/ZMabcDEF1/?k=SECRET", "https://vm.tiktok.com/ZMabcDEF1/"),
    ("https://www.change.org/p/a-petition?recruiter=SECRET&recruited_by_id=SECRET", "https://www.change.org/p/a-petition"),
    ("https://example.org/a?id=3&fbclid=SECRET#part", "https://example.org/a?id=3"),
    ("Look: https://example.org/a?id=3&fbclid=SECRET", "https://example.org/a?id=3"),
    ("https://example.org/a?id=3*&fbclid=x", "https://example.org/a?id=3*&fbclid=x"),
    # Parameters without which a page does not open.
    (
        "https://m.facebook.com/story.php?story_fbid=1015&id=1000&mibextid=SECRET",
        "https://m.facebook.com/story.php?story_fbid=1015&id=1000",
    ),
    (
        "https://www.facebook.com/permalink.php?id=1000&rdid=SECRET&story_fbid=pfbid02AbCdEfGhIjKlM",
        "https://www.facebook.com/permalink.php?id=1000&story_fbid=pfbid02AbCdEfGhIjKlM",
    ),
    ("https://player.vimeo.com/video/160743502?h=abd0&title=0", "https://player.vimeo.com/video/160743502?h=abd0"),
    ("https://vimeo.com/160743502/abd0?share=SECRET", "https://vimeo.com/160743502/abd0"),
    (
        "https://cdn.discordapp.com/attachments/1/2/a.png?ex=1&is=2&hm=3&=&format=webp",
        "https://cdn.discordapp.com/attachments/1/2/a.png?ex=1&is=2&hm=3",
    ),
    ("https://web.telegram.org/k/#-1001234567890", "https://web.telegram.org/k/#-1001234567890"),
    ("https://t.me/some_channel/613?comment=99&t=5", "https://t.me/some_channel/613?comment=99"),
    # Redirect wrappers of mail filters and warning pages.
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa%3Fid%3D3%26fbclid%3DSECRET&h=SECRET", "https://example.org/a?id=3"),
    (
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&data=05%7CSECRET",
        "https://example.org/a",
    ),
    ("https://urldefense.com/v3/__https://example.org/a__;!!AbCd!SECRET$", "https://example.org/a"),
    (
        "https://www.instagram.com/accounts/login/?next=%2Fp%2FCvAbCdEfGhI%2F%3Figsh%3DSECRET",
        "https://www.instagram.com/p/CvAbCdEfGhI/",
    ),
    (
        "https://www.facebook.com/nd/?photo.php&fbid=123456&bcode=SECRET&n_m=SECRET%40example.org",
        "https://www.facebook.com/photo.php?fbid=123456",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "stripped"), STRIPPED_URLS)
def test_tracking_parameters_are_removed_and_required_ones_are_kept(text: str, stripped: str) -> None:
    assert strip_tracking(text) == stripped


@pytest.mark.parametrize("module", PLATFORM_URLS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_stripping_keeps_the_canonical_id_and_a_second_time_changes_nothing(module: ModuleType) -> None:
    for url, canonical_id in iterate_cases(module.URLS):
        stripped = strip_tracking(url)

        assert (parse_link(stripped).canonical_id, strip_tracking(stripped)) == (canonical_id, stripped), url


def test_a_url_that_needs_hundreds_of_parameters_is_returned_unchanged() -> None:
    url = "https://example.org/a?" + "&".join(f"p{number}={number}" for number in range(190))

    assert strip_tracking(url) == url
