"""A program that is missing is never passed over in silence."""

from __future__ import annotations

import pytest

from tests.support.required_programs import NOT_TESTED, require_program

MISSING = "no-program-has-this-name"


def test_a_missing_program_skips_with_a_loud_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=f"{NOT_TESTED}: {MISSING}"):
        require_program(MISSING)


def test_a_missing_program_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=MISSING):
        require_program(MISSING)


def test_a_program_that_is_there_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert require_program("sh").is_absolute()
