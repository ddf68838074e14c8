"""Tokens, secrets and assertions never reach a log, however talkative it is set."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from auth import logs
from tests.auth.parties import Party, asserted

LIBRARIES = ("authlib", "joserfc")


@pytest.fixture
def talkative(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Every logger of the libraries set to DEBUG by somebody who looks for a fault."""
    found = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in LIBRARIES]
    before = {name: logging.getLogger(name).level for name in found}
    with caplog.at_level(logging.DEBUG):
        for name in found:
            logging.getLogger(name).setLevel(logging.DEBUG)
        yield caplog
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


def test_the_libraries_are_quiet(school: Party, caplog: pytest.LogCaptureFixture) -> None:
    """Given the service's own log at DEBUG; when a token is issued; then the libraries say nothing."""
    with caplog.at_level(logging.DEBUG):
        school.token()
    assert [record for record in caplog.records if record.name.partition(".")[0] in LIBRARIES] == []


def test_even_a_talkative_library_gives_nothing_away(
    school: Party, platform: Party, talkative: pytest.LogCaptureFixture
) -> None:
    """Given Authlib at DEBUG; when tokens are issued, refused and revoked; then its lines hold none of the canaries."""
    token, assertion, forged = school.token(), platform.assertion(), platform.assertion(aud="canary")
    for sent in (assertion, assertion, forged):
        platform.post("/oauth/token", {"grant_type": "client_credentials"} | asserted(sent))
    school.revoke(token)
    written = "\n".join(record.getMessage() for record in talkative.records) + talkative.text
    assert "Issue token" in written
    for canary in (token, assertion, forged, str(school.secret), token.split(".")[2], assertion.split(".")[1]):
        assert canary not in written


@pytest.mark.parametrize("text", ["{'access_token': 'eyJh.eyJi.c-_d'}", "Bearer eyJh.eyJi.", "eyJhbGciOiJub25lIn0.e30"])
def test_what_looks_like_a_token_is_removed(text: str) -> None:
    assert "eyJ" not in logs.cleaned(text)
    assert logs.REMOVED in logs.cleaned(text)
