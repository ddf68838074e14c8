"""A redirect wrapper (a page that only leads to a URL that it carries) is the same link as the URL inside."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from services.links import MAX_LINK_LENGTH, parse_link
from tests.links.tables import split_lines

PAGE = "https://example.org/a"

WRAPPED_URLS = [
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa%3Ffbclid%3D1&h=AT0", "https://example.org/a"),
    ("https://lm.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=AT0", "https://example.org/a"),
    ("https://www.facebook.com/flx/warn/?u=https%3A%2F%2Fexample.org%2Fa&h=AT0", "https://example.org/a"),
    ("https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fexample.org%2Fa", "https://example.org/a"),
    ("https://l.instagram.com/?u=https%3A%2F%2Fexample.org%2Fa&e=AT0", "https://example.org/a"),
    ("https://l.threads.com/?u=https%3A%2F%2Fexample.org%2Fa&e=AT0", "https://example.org/a"),
    ("https://l.wl.co/l?u=https%3A%2F%2Fexample.org%2Fa", "https://example.org/a"),
    ("https://www.youtube.com/redirect?event=comments&q=https%3A%2F%2Fexample.org%2Fa", "https://example.org/a"),
    ("https://out.reddit.com/t3_6t7wi5?url=https%3A%2F%2Fexample.org%2Fa&token=AQAA", "https://example.org/a"),
    ("https://www.google.com/url?q=https%3A%2F%2Fexample.org%2Fa&sa=D", "https://example.org/a"),
    ("https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fexample.org%2Fa", "https://example.org/a"),
    ("https://www.google.com/amp/s/example.org/a", "https://example.org/a"),
    ("https://www.google.com/amp/s/example.org/a%3Fx=1", "https://example.org/a?x=1"),
    ("https://example-org.cdn.ampproject.org/c/s/example.org/a", "https://example.org/a"),
    ("https://example-org.cdn.ampproject.org/v/s/example.org/a?x=1", "https://example.org/a?x=1"),
    ("https://t.me/iv?url=https%3A%2F%2Fexample.org%2Fa&rhash=1", "https://example.org/a"),
    ("https://t.me/share/url?url=https%3A%2F%2Fexample.org%2Fa&text=look", "https://example.org/a"),
    ("https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fexample.org%2Fa", "https://example.org/a"),
    ("https://go.bsky.app/redirect?u=https%3A%2F%2Fexample.org%2Fa", "https://example.org/a"),
    ("https://t.umblr.com/redirect?z=https%3A%2F%2Fexample.org%2Fa&t=1", "https://example.org/a"),
    ("https://steamcommunity.com/linkfilter/?u=https%3A%2F%2Fexample.org%2Fa", "https://example.org/a"),
    ("https://vk.com/away.php?to=https%3A%2F%2Fexample.org%2Fa", "https://example.org/a"),
    ("https://duckduckgo.com/l/?uddg=https%3A%2F%2Fexample.org%2Fa", "https://example.org/a"),
    ("https://www.tiktok.com/link/v2?aid=1988&target=https%3A%2F%2Fexample.org%2Fa", "https://example.org/a"),
    (
        "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&data=05",
        "https://example.org/a",
    ),
    ("https://urldefense.com/v3/__https://example.org/a__;!!abc$", "https://example.org/a"),
    ("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fexample.org%2fa&c=E,1,abc", "https://example.org/a"),
    (
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fl.instagram.com%2F%3Fu%3Dhttps%253A%252F%252Fexample.org%252Fa",
        "https://example.org/a",
    ),
]

WRAPPERS_OF_PAGE = """
    https://x.com/i/redirect?url=https%3A%2F%2Fexample.org%2Fa&t=1&cn=abc&sig=1
    https://x.com/intent/post?url=https%3A%2F%2Fexample.org%2Fa
    https://twitter.com/share?url=https%3A%2F%2Fexample.org%2Fa&text=b
    https://www.reddit.com/submit?url=https%3A%2F%2Fexample.org%2Fa
    https://www.tiktok.com/link/v2?aid=1988&scene=bio_url&target=example.org%2Fa
    https://www.google.com/url?q=example.org/a
    https://images.google.com/url?q=https://example.org/a
    https://www.google.com/imgres?imgurl=https%3A%2F%2Fexample.org%2Fi.jpg&imgrefurl=https%3A%2F%2Fexample.org%2Fa
    https://translate.google.com/translate?sl=auto&tl=en&u=https://example.org/a
    https://example-org.translate.goog/a?_x_tr_sl=auto&_x_tr_tl=en&_x_tr_hl=en
    https://www.bing.com/ck/a?!&&p=abc&ptn=3&u=a1aHR0cHM6Ly9leGFtcGxlLm9yZy9h&ntb=1
    https://www.bing.com/amp/s/example.org/a
    https://cdn.ampproject.org/c/s/example.org/a
    https://example-org.cdn.ampproject.org/i/s/example.org/a
    https://r.search.yahoo.com/_ylt=A0/RV=2/RE=1/RO=10/RU=https%3a%2f%2fexample.org%2fa/RK=2/RS=abc-
    https://www.pinterest.co.uk/offsite/?token=1&url=https%3A%2F%2Fexample.org%2Fa&pin=1
    https://exit.sc/?url=https%3A%2F%2Fexample.org%2Fa
    https://gate.sc/?url=https%3A%2F%2Fexample.org%2Fa&token=1
    https://href.li/?https://example.org/a
    https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=https%3A%2F%2Fexample.org%2Fa
    https://can01.safelinks.protection.outlook.com/ap/w-59584e83/?url=https%3A%2F%2Fexample.org%2Fa
    https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_a&d=DwMFaQ&c=abc&s=jkl&e=
    https://urldefense.proofpoint.com/v1/url?u=https://example.org/a&k=abc
    https://urldefense.com/v3/__https:/example.org/a__;!!AbCd!xyz$
    https://urldefense.com/v3/__https://example.org/a*b__;Iw!!AbCd!xyz$
    https://urldefense.us/v3/__https://example.org/a**Apart__;IyM!!AbCd!xyz$
    https://clicktime.symantec.com/15tStAbC?u=https%3A%2F%2Fexample.org%2Fa
    https://secure-web.cisco.com/1abc/https%3A%2F%2Fexample.org%2Fa
    https://linklock.titanhq.com/analyse?url=https%3A%2F%2Fexample.org%2Fa&data=abc
    https://us-east-2.protection.sophos.com/?d=example.org&u=aHR0cHM6Ly9leGFtcGxlLm9yZy9h&i=abc
    https://link.edgepilot.com/s/abc/def?u=https://example.org/a
    https://protect.checkpoint.com/v2/___https://example.org/a___.YzJ1
    https://graph.facebook.com/v16.0/oembed_post?url=https%3A%2F%2Fexample.org%2Fa&access_token=abc
    https://cdn.embedly.com/widgets/media.html?url=https%3A%2F%2Fexample.org%2Fa&key=abc
"""


@pytest.mark.parametrize(("wrapper", "target"), WRAPPED_URLS)
def test_a_wrapper_is_the_same_link_as_its_target(wrapper: str, target: str) -> None:
    assert parse_link(wrapper) == parse_link(target)


@pytest.mark.parametrize("wrapper", split_lines(WRAPPERS_OF_PAGE))
def test_known_wrappers_of_a_page_are_the_same_link_as_the_page(wrapper: str) -> None:
    assert parse_link(wrapper) == parse_link(PAGE)


@pytest.mark.parametrize(
    "url",
    [
        "https://l.facebook.com/l.php?u=javascript:alert(1)",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Flocalhost%2F",
        "https://l.facebook.com/l.php",
        "https://www.google.com/url?q=some+words",
        "https://urldefense.com/v3/__https://example.org/a*b__;!!abc$",
    ],
)
def test_a_wrapper_without_a_valid_target_is_a_web_page(url: str) -> None:
    assert parse_link(url).canonical_id.startswith("https://")
    assert "example.org" not in parse_link(url).canonical_id.partition("/v3/")[0]


def test_the_number_of_nested_wrappers_is_limited() -> None:
    url = "https://example.org/a"
    for _ in range(12):
        url = f"https://l.facebook.com/l.php?u={quote(url, safe='')}"[:MAX_LINK_LENGTH]

    assert parse_link(url).platform == "facebook"
