"""A missing program skips a test with a visible message, and fails it in CI."""

from __future__ import annotations

import pytest

from tests.support.required_programs import NOT_TESTED, require_program

MISSING_PROGRAM = "no-program-has-this-name"


def test_a_missing_program_skips_the_test_with_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=f"{NOT_TESTED}: {MISSING_PROGRAM}"):
        require_program(MISSING_PROGRAM)


def test_a_missing_program_fails_the_test_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=MISSING_PROGRAM):
        require_program(MISSING_PROGRAM)


def test_an_installed_program_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert require_program("sh").is_absolute()
