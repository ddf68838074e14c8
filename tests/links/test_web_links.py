"""Web pages without a platform rule: equal URLs get the same canonical id, different ones never do."""

from __future__ import annotations

import pytest

from services.links import parse_link
from tests.links.tables import assert_distinct, split_lines

EQUIVALENT_URLS = [
    ("http://example.org/a", "https://example.org/a"),
    ("https://EXAMPLE.org/a", "https://example.org/a"),
    ("https://www.example.org/a", "https://example.org/a"),
    ("https://example.org./a", "https://example.org/a"),
    ("https://example.org:443/a", "https://example.org/a"),
    ("http://example.org:80/a", "https://example.org/a"),
    ("example.org/a", "https://example.org/a"),
    ("example.org:8080/a", "https://example.org:8080/a"),
    ("https://example.org", "https://example.org/"),
    ("https://example.org/a/", "https://example.org/a"),
    ("https://example.org/x/../a/./", "https://example.org/a"),
    ("https://example.org/x/%2e%2e/a", "https://example.org/a"),
    ("https://example.org/%7Eann%41", "https://example.org/~annA"),
    ("https://example.org/caf%c3%a9", "https://example.org/café"),
    ("https://example.org/a%2fb", "https://example.org/a%2Fb"),
    ("https://bücher.example.org/a", "https://xn--bcher-kva.example.org/a"),
    ("https://example.org/a?", "https://example.org/a"),
    ("https://example.org/a?&&x=1&", "https://example.org/a?x=1"),
    ("https://example.org/a?y=2&x=1", "https://example.org/a?x=1&y=2"),
    ("https://example.org/a?q=b+c", "https://example.org/a?q=b%20c"),
    ("https://example.org/a?utm_source=x&UTM_Medium=y&fbclid=z&id=1", "https://example.org/a?id=1"),
    ("https://example.org/a#part", "https://example.org/a"),
    ("https://example.org/a#:~:text=word", "https://example.org/a"),
    ("https:\\\\example.org\\a", "https://example.org/a"),
    ("https:\\/\\/example.org\\/a", "https://example.org/a"),
    ("https:example.org/a", "https://example.org/a"),
    ("https:/example.org/a", "https://example.org/a"),
    ("https//example.org/a", "https://example.org/a"),
    ("ttp://example.org/a", "https://example.org/a"),
    ("http://https://example.org/a", "https://example.org/a"),
    ("hxxps://example[.]org/a", "https://example.org/a"),
    ("example(.)org/a", "https://example.org/a"),
    ("https[:]//example.org/a", "https://example.org/a"),
    ("https%3A%2F%2Fexample.org%2Fa%3Fx%3D1", "https://example.org/a?x=1"),
    ("https://example.org/a?x=1&amp;y=2", "https://example.org/a?x=1&y=2"),
    ("https://\uff25\uff38ample.org/a", "https://example.org/a"),
    ("https://example。org/a", "https://example.org/a"),
    ("https://BÜCHER.example.org/a", "https://xn--bcher-kva.example.org/a"),
    ("https://XN--BCHER-KVA.example.org/a", "https://bücher.example.org/a"),
    ("https://ysgol.cymru/tŷ", "https://ysgol.cymru/t%C5%B7"),
    ("https://example.org/a?q=t%C5%B7", "https://example.org/a?q=tŷ"),
    ("https://example.org/a?gclid=1&msclkid=2&_ga=3&mc_eid=4&igsh=5", "https://example.org/a"),
    ("https://example.org/a#", "https://example.org/a"),
    ("https://example.org/a?x=%2f", "https://example.org/a?x=/"),
    ("http://93.184.216.34/a", "https://93.184.216.34/a"),
    ("http://0x5d.0xb8.0xd8.0x22/a", "https://93.184.216.34/a"),
    ("https://[2606:4700::1111]/a", "https://[2606:4700:0:0:0:0:0:1111]/a"),
    ("view-source:https://example.org/a", "https://example.org/a"),
    ("googlechrome://example.org/a", "https://example.org/a"),
    ("microsoft-edge:https://example.org/a", "https://example.org/a"),
    ("android-app://com.android.chrome/https/example.org/a", "https://example.org/a"),
    ("intent://example.org/a#Intent;scheme=https;package=com.android.chrome;end", "https://example.org/a"),
]

PAGE = "https://example.org/a"

# URLs of PAGE as mail programs, chats, forums and browsers write them.
SPELLINGS_OF_PAGE = """
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

# Includes pages that have one path and differ in the fragment, and pages whose fragment is ignored.
DISTINCT_URLS = """
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


@pytest.mark.parametrize(("url", "same_url"), EQUIVALENT_URLS)
def test_equivalent_urls_are_the_same_link(url: str, same_url: str) -> None:
    assert parse_link(url) == parse_link(same_url)
    assert parse_link(url).platform == "web"


@pytest.mark.parametrize("text", split_lines(SPELLINGS_OF_PAGE))
def test_damaged_and_decorated_urls_are_repaired(text: str) -> None:
    assert parse_link(text) == parse_link(PAGE)


@pytest.mark.parametrize(
    ("url", "other_url"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a", "https://example.org/b"),
        ("https://example.org/a", "https://example.com/a"),
        ("https://example.org/a", "https://sub.example.org/a"),
        ("https://example.org/a", "https://example.org:8080/a"),
        ("https://example.org/a/b", "https://example.org/a%2Fb"),
        ("https://example.org/a", "https://example.org/a?id=1"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a?ref=1", "https://example.org/a"),
        ("https://example.org/a?x=1&x=2", "https://example.org/a?x=2&x=1"),
        ("https://example.org/a?x=1%262", "https://example.org/a?x=1&2"),
        ("https://example.org/a?q=1%2B2", "https://example.org/a?q=1+2"),
        ("https://example.org/a?x", "https://example.org/a?x="),
        ("https://example.org/%2541", "https://example.org/A"),
        ("https://example.org/#!/a", "https://example.org/#!/b"),
        ("https://example.org/#/a", "https://example.org/#/b"),
        ("https://example.org/a//b", "https://example.org/a/b"),
        ("https://example.org/a?id=1", "https://example.org/a?ID=1"),
        ("https://example.org/a?id=a", "https://example.org/a?id=A"),
        ("https://example.org/a?page=1", "https://example.org/a?page=2"),
        ("https://example.org/a?v=1&v=2", "https://example.org/a?v=1"),
        ("https://example.org/a", "https://example.org/a.html"),
        ("https://example.org/a", "https://example.org/a/index.html"),
        ("https://example.org/amp/a", "https://example.org/a"),
        ("https://example.org/a", "https://m.example.org/a"),
        ("https://example.org/a", "https://example.org:444/a"),
        ("https://example.org:8080/a", "https://example.org:8081/a"),
        ("https://example.org/a+b", "https://example.org/a%20b"),
        ("https://example.org/%FF", "https://example.org/%FE"),
        ("https://example.org/%ef%bf%bd", "https://example.org/%FF"),
        ("https://bücher.example.org/", "https://bucher.example.org/"),
        ("https://ex\u0430mple.org/", "https://example.org/"),
        ("https://web.archive.org/web/2020/https://example.org/a", "https://example.org/a"),
        ("https://example.org/l.php?u=https%3A%2F%2Fexample.com", "https://example.com"),
        ("https://bit.ly/3AbCdEf", "https://bit.ly/3abcdef"),
        ("https://93.184.216.34/", "https://93.184.216.35/"),
    ],
)
def test_different_urls_are_different_links(url: str, other_url: str) -> None:
    assert parse_link(url).canonical_id != parse_link(other_url).canonical_id


def test_different_pages_have_different_canonical_ids() -> None:
    assert_distinct(*split_lines(DISTINCT_URLS))


def test_links_on_url_shorteners_are_short_links() -> None:
    assert parse_link("https://bit.ly/3AbCdEf").is_short_link
    assert parse_link("https://t.co/aBcDeF1234?amp=1").is_short_link
    assert not parse_link("https://example.org/3AbCdEf").is_short_link


def test_tracking_parameters_of_a_single_site_are_dropped_on_that_site() -> None:
    assert parse_link("https://www.theguardian.com/a?CMP=share_btn_tw") == parse_link("https://theguardian.com/a")
    assert parse_link("https://t.co/abcdef1234?amp=1") == parse_link("http://t.co/abcdef1234")


def test_public_ip_addresses_are_hosts() -> None:
    assert parse_link("http://1.1.1.1/a").canonical_id == "https://1.1.1.1/a"


def test_underscores_escaped_by_a_chat_are_unescaped() -> None:
    escaped = parse_link("https://x.com/some\\_name/status/1\\_")

    assert escaped.canonical_id == parse_link("https://x.com/some_name/status/1").canonical_id
    assert parse_link("https://x.com/some\\_name") == parse_link("https://x.com/some_name")
