"""A check of free texts and references for content that identifies a person or leads to the reported abuse."""

from services.text_lint.findings import FINDING_DETAILS
from services.text_lint.linting import lint
from services.text_lint.names_to_hide import NO_NAMES, NamesToHide
from services.text_lint.references import lint_reference

__all__ = ["FINDING_DETAILS", "NO_NAMES", "NamesToHide", "lint", "lint_reference"]
