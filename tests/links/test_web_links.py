"""Any other web address: equal pages meet, different ones never do, and what is no public web page is refused."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from services.core.errors import Invalid
from services.links import parse
from services.links.refusal import DETAILS

EQUAL = [
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

# Pages that do nothing but lead on, and where they lead.
CARRIED = [
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


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_equal_addresses_meet(one: str, other: str) -> None:
    assert parse(one) == parse(other)
    assert parse(one).platform == "web"


@pytest.mark.parametrize(("wrapper", "inside"), CARRIED)
def test_a_page_that_only_leads_on_is_where_it_leads(wrapper: str, inside: str) -> None:
    assert parse(wrapper) == parse(inside)


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
def test_a_wrapper_around_nothing_is_a_page_by_itself(url: str) -> None:
    assert parse(url).canonical.startswith("https://")
    assert "example.org" not in parse(url).canonical.partition("/v3/")[0]


def test_wrappers_within_wrappers_come_to_an_end() -> None:
    url = "https://example.org/a"
    for _ in range(12):
        url = f"https://l.facebook.com/l.php?u={quote(url, safe='')}"[:2048]

    assert parse(url).platform == "facebook"


@pytest.mark.parametrize(
    ("one", "other"),
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
def test_different_addresses_never_meet(one: str, other: str) -> None:
    assert parse(one).canonical != parse(other).canonical


def test_a_shortener_is_opaque() -> None:
    assert parse("https://bit.ly/3AbCdEf").opaque
    assert not parse("https://example.org/3AbCdEf").opaque


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "link_empty"),
        ("  \ufeff\n", "link_empty"),
        ("...", "link_truncated"),
        ("https://www.tiktok.com/@a/video/712345…", "link_truncated"),
        ("https://example.org/a...", "link_truncated"),
        ("https://example.org/" + "a" * 2048, "link_too_long"),
        ("https://example.org/a\0b", "link_control_character"),
        ("https://example.org/a\x1bb", "link_control_character"),
        ("https://example.org/\ud800", "link_control_character"),
        ("https://example.org/a b", "link_with_spaces"),
        ("two words", "link_with_spaces"),
        ("https://vm.tiktok.com/ZMabc1/ https://vm.tiktok.com/ZMabc2/", "link_several"),
        ("https://vm.tiktok.com/ZMabc1/ https://example.org/a", "link_several"),
        ("ftp://example.org/a", "link_not_web"),
        ("javascript:alert(1)", "link_not_web"),
        ("data:text/html,x", "link_not_web"),
        ("mailto:someone@example.org", "link_not_web"),
        ("file:///etc/passwd", "link_not_web"),
        ("unknown://detail/7123456789012345678", "link_not_web"),
        ("tiktok://feed", "link_not_web"),
        ("intent://scan/#Intent;scheme=zxing;end", "link_not_web"),
        ("intent://127.0.0.1/#Intent;scheme=https;end", "link_private_host"),
        ("view-source:file:///etc/passwd", "link_not_web"),
        ("@some.name", "link_handle"),
        ("https://user:secret@example.org/", "link_with_credentials"),
        ("someone@example.org", "link_with_credentials"),
        ("https://", "link_malformed"),
        ("https:///", "link_malformed"),
        ("https://example.org:99999/", "link_malformed"),
        ("https://a..b.org/", "link_malformed"),
        ("https://" + "a" * 64 + ".org/", "link_malformed"),
        ("https://intranet/", "link_private_host"),
        ("https://localhost:8000/", "link_private_host"),
        ("https://printer.local/", "link_private_host"),
        ("http://127.0.0.1/", "link_private_host"),
        ("http://0x7f.1/", "link_private_host"),
        ("http://10.0.0.1/", "link_private_host"),
        ("http://169.254.169.254/", "link_private_host"),
        ("http://[::1]/", "link_private_host"),
        ("http://[fe80::1]/", "link_private_host"),
    ],
)
def test_what_is_no_public_web_page_is_refused(text: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse(text, pointer="/links/0/url")

    assert [(fault.pointer, fault.code) for fault in refusal.value.field_errors] == [("/links/0/url", code)]
    assert refusal.value.field_errors[0].detail == DETAILS[code]


def test_a_public_number_is_a_host_like_every_other() -> None:
    assert parse("http://1.1.1.1/a").canonical == "https://1.1.1.1/a"


def test_a_refusal_carries_no_trace_of_the_text() -> None:
    with pytest.raises(Invalid) as refusal:
        parse("ftp://secret.example.org/hidden")

    assert refusal.value.__cause__ is None
    assert refusal.value.__context__ is None
    assert "secret" not in repr(refusal.value) + repr(refusal.value.field_errors)
