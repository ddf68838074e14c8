"""More forms of any web address: how mail, chats, forums and pages before leaving write it."""

from __future__ import annotations

import pytest

from services.core.errors import Invalid
from services.links import parse
from tests.links.forms import assert_all_different, lines

PAGE = "https://example.org/a"

WRITTEN = """
    https://example.org/a?hmb_source=x&spm=1.2&wtrid=5
    https://example.org/a?ref_src=twsrc%5Etfw
    https://example.org/a;jsessionid=0123456789ABCDEF
    https://example.org/a?PHPSESSID=abc&jsessionid=abc&ASPSESSIONIDABCD=abc
    https://example.org/a%20
    https://example.org/a%0A
    https://example.org/a%E2%80%8B
    https://exam\u200bple.org/a
    https://example.org/\u200ba
    https://exam\u00adple.org/a
    https://\u2060example.org/a\u2069
    https://example\uff0eorg/a
    https:\uff0f\uff0fexample.org\uff0fa
    https\uff1a//example.org/a
    https;//example.org/a
    https:://example.org/a
    htps://example.org/a
    htttps://example.org/a
    hhttps://example.org/a
    htpps://example.org/a
    https%253A%252F%252Fexample.org%252Fa
    https://example.org/a\u203a
    \u300chttps://example.org/a\u300d
    \u3010https://example.org/a\u3011
    \uff08https://example.org/a\uff09
    <a href="https://example.org/a">
    <p>words <a class="b" href="https://example.org/a?utm_source=x&amp;utm_medium=y">https://exa...</a></p>
    [url=https://example.org/a]words[/url]
    [url]https://example.org/a[/url]
    [words](https://example.org/a)
    [https://example.org/a](https://example.org/a)
    URL:https://example.org/a
    <URL:https://example.org/a>
    Link: https://example.org/a
    Have a look at this https://example.org/a
    https://example.org/a https://example.org/a
    firefox://open-url?url=https%3A%2F%2Fexample.org%2Fa
    brave://open-url?url=https%3A%2F%2Fexample.org%2Fa
    opera-http://example.org/a
    touch-https://example.org/a
    microsoft-edge-https://example.org/a
    intent:https://example.org/a#Intent;end
    fb://webview/?url=https%3A%2F%2Fexample.org%2Fa
    tg://msg_url?url=https%3A%2F%2Fexample.org%2Fa
"""

CARRIED = """
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

# Pages that have one path and tell themselves apart behind the number sign, and pages that do not.
DIFFERENT = """
    https://mega.nz/
    https://mega.nz/#F!abcd!key
    https://mega.nz/#F!abce!key
    https://www.icloud.com/sharedalbum/#B0abc
    https://www.icloud.com/sharedalbum/#B0abd
    https://example.org/#about
    https://example.org/%20/a
    https://example.org/a%20b
    https://example.org/x;id=1
    https://example.org/x;id=2
    https://example.org/a?cmpid=1
    https://example.org/a?cmpid=2
    https://example.org/a?CMP=1
    https://example.org/a?CMP=2
    https://t.co/abcdef1234
    https://t.co/abcdef1235?amp=1
    https://web.archive.org/web/2020/https://example.org/a
    https://webcache.googleusercontent.com/search?q=cache:https://example.org/a
    https://www.bing.com/ck/a?u=a1bm90LWFuLWFkZHJlc3M
    https://urldefense.com/v3/__https://example.org/a*b__;!!AbCd!xyz$
    https://evil.example/url?q=https://example.org/a
    https://example-org.translate.goog.evil.example/a
    https://some\u0131.example/
    https://somei.example/
"""


@pytest.mark.parametrize("text", lines(WRITTEN) + lines(CARRIED))
def test_an_address_is_the_same_however_it_is_written_and_whatever_carries_it(text: str) -> None:
    assert parse(text) == parse(PAGE)


def test_different_pages_never_share_a_key() -> None:
    assert_all_different(*lines(DIFFERENT))


def test_what_a_site_alone_drops_is_dropped_there() -> None:
    assert parse("https://www.theguardian.com/a?CMP=share_btn_tw") == parse("https://theguardian.com/a")
    assert parse("https://t.co/abcdef1234?amp=1") == parse("http://t.co/abcdef1234")


@pytest.mark.parametrize("text", ["https://example.org/a b", "https://example.org/a and more", "a b.example"])
def test_words_behind_an_address_may_be_its_own(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse(text)

    assert refusal.value.field_errors[0].code == "link_with_spaces"


def test_a_low_line_that_a_chat_guarded_is_a_low_line() -> None:
    assert (
        parse("https://x.com/some\\_name/status/1\\_").canonical == parse("https://x.com/some_name/status/1").canonical
    )
    assert parse("https://x.com/some\\_name") == parse("https://x.com/some_name")
