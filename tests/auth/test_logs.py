"""Tokens, secrets and assertions are never logged, whatever the level of the libraries' loggers."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from auth import logs
from tests.auth.api_clients import ApiClient, assertion_form

LIBRARIES = ("authlib", "joserfc")


@pytest.fixture
def debug_log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Set every logger of the libraries to DEBUG."""
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in LIBRARIES]
    before = {name: logging.getLogger(name).level for name in names}
    with caplog.at_level(logging.DEBUG):
        for name in names:
            logging.getLogger(name).setLevel(logging.DEBUG)
        yield caplog
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


def test_the_libraries_log_nothing_by_default(school: ApiClient, caplog: pytest.LogCaptureFixture) -> None:
    """Given the root logger at DEBUG; when a token is issued; then the libraries log nothing."""
    with caplog.at_level(logging.DEBUG):
        school.get_token()
    assert [record for record in caplog.records if record.name.partition(".")[0] in LIBRARIES] == []


def test_debug_logs_of_the_libraries_hold_no_secrets(
    school: ApiClient, platform: ApiClient, debug_log: pytest.LogCaptureFixture
) -> None:
    """Given Authlib at DEBUG; when tokens are issued, refused and revoked; then no secret is in its log."""
    token, assertion, forged = school.get_token(), platform.sign_assertion(), platform.sign_assertion(aud="canary")
    for sent_assertion in (assertion, assertion, forged):
        platform.post("/oauth/token", {"grant_type": "client_credentials"} | assertion_form(sent_assertion))
    school.revoke(token)
    logged = "\n".join(record.getMessage() for record in debug_log.records) + debug_log.text
    assert "Issue token" in logged
    for secret in (token, assertion, forged, str(school.secret), token.split(".")[2], assertion.split(".")[1]):
        assert secret not in logged


@pytest.mark.parametrize("text", ["{'access_token': 'eyJh.eyJi.c-_d'}", "Bearer eyJh.eyJi.", "eyJhbGciOiJub25lIn0.e30"])
def test_texts_that_look_like_tokens_are_removed(text: str) -> None:
    assert "eyJ" not in logs.redact_tokens(text)
    assert logs.REDACTED in logs.redact_tokens(text)
