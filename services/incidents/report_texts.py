"""The texts of a report and of its corrections, which the helpline, overseers and a union can read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.core.errors import FieldError
from services.text_lint import NamesToHide, lint, lint_reference


def find_text_errors(inputs: Mapping[str, Any], names: NamesToHide) -> list[FieldError]:
    """Return the errors that the text lint finds in the summary and in the reference of the in-app report."""
    field_errors: list[FieldError] = []
    if (summary := inputs.get("summary_neutral")) is not None:
        field_errors += lint(summary, pointer="/summary_neutral", names=names)
    if reference := (inputs.get("in_app_report") or {}).get("platform_ref"):
        field_errors += lint_reference(reference, pointer="/in_app_report/platform_ref", names=names)
    return field_errors
