"""What a reporter gets back is an address of the same thing that opens, and tells nothing of who shared it."""

from __future__ import annotations

import pytest

from services.links import parse
from services.links.strip_tracking import cleaned
from tests.links import test_more_chat_links, test_more_facebook_links, test_more_post_links, test_more_video_links
from tests.links.forms import pairs

POST = "https://www.tiktok.com/@some.user/video/7289034567890123456"
MANY = "&".join(f"p{number}=SECRET" for number in range(60))

CLEANED = [
    # Who shared it, in the parameters of every platform.
    (f"{POST}?_t=SECRET&_r=1&is_from_webapp=1", POST),
    (f"{POST}&_t=SECRET&_r=1", POST),
    (f"{POST}%3F_r%3D1%26_t%3DSECRET", POST),
    (f"https://www.tiktok.com/?share_item_id=7289&{MANY}", "https://www.tiktok.com/?share_item_id=7289"),
    (f"https://www.tiktok.com/?{MANY}&share_item_id=7289", "https://www.tiktok.com/?share_item_id=7289"),
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
    # What pages need to open.
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
    # What mail filters and warnings write around an address.
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


@pytest.mark.parametrize(("paste", "address"), CLEANED)
def test_an_address_loses_what_names_who_shared_it_and_keeps_what_it_needs(paste: str, address: str) -> None:
    assert cleaned(paste, parse) == address


@pytest.mark.parametrize(
    "tables", [test_more_video_links, test_more_post_links, test_more_facebook_links, test_more_chat_links]
)
def test_a_cleaned_address_is_the_same_thing_and_as_clean_as_can_be(tables: object) -> None:
    for url, key in pairs(vars(tables)["SAME"]):
        address = cleaned(f"{url}", parse)

        assert (parse(address).canonical, cleaned(address, parse)) == (key, address), url


def test_an_address_that_needs_hundreds_of_parameters_is_cleaned_as_far_as_time_allows() -> None:
    url = "https://example.org/a?" + "&".join(f"p{number}={number}" for number in range(190))

    assert cleaned(url, parse) == url
