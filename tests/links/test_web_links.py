"""Any other web address: equal pages meet, different ones never do, and what is no public web page is refused."""

from __future__ import annotations

import pytest

from services.errors import Invalid
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
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_equal_addresses_meet(one: str, other: str) -> None:
    assert parse(one) == parse(other)
    assert parse(one).platform == "web"


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
        ("snssdk1233://aweme/detail/7123456789012345678", "link_not_web"),
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

    assert [(fault.pointer, fault.code) for fault in refusal.value.faults] == [("/links/0/url", code)]
    assert refusal.value.faults[0].detail == DETAILS[code]


def test_a_public_number_is_a_host_like_every_other() -> None:
    assert parse("http://1.1.1.1/a").canonical == "https://1.1.1.1/a"


def test_a_refusal_carries_no_trace_of_the_text() -> None:
    with pytest.raises(Invalid) as refusal:
        parse("ftp://secret.example.org/hidden")

    assert refusal.value.__cause__ is None
    assert refusal.value.__context__ is None
    assert "secret" not in repr(refusal.value) + repr(refusal.value.faults)
