"""Texts that hold no link to a public web page, or more than one, are rejected without repeating them."""

from __future__ import annotations

import pytest

from services.core.errors import Invalid
from services.links import parse_link
from services.links.errors import ERROR_DETAILS


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
        ("https://example.org/a and more", "link_with_spaces"),
        ("a b.example", "link_with_spaces"),
    ],
)
def test_texts_without_one_public_web_page_are_rejected(text: str, code: str) -> None:
    with pytest.raises(Invalid) as error:
        parse_link(text, pointer="/links/0/url")

    assert [(fault.pointer, fault.code) for fault in error.value.field_errors] == [("/links/0/url", code)]
    assert error.value.field_errors[0].detail == ERROR_DETAILS[code]


def test_the_error_does_not_contain_the_text() -> None:
    with pytest.raises(Invalid) as error:
        parse_link("ftp://secret.example.org/hidden")

    assert error.value.__cause__ is None
    assert error.value.__context__ is None
    assert "secret" not in repr(error.value) + repr(error.value.field_errors)
