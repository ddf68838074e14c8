"""Authlib's debug lines print whole tokens. Two guards: they are switched off, and cleaned where they are not."""

from __future__ import annotations

import logging
import re

LIBRARIES = ("authlib", "joserfc")
TOKEN = re.compile(r"eyJ[\w-]*(?:\.[\w-]*){1,4}")
REMOVED = "[token removed]"


class Redaction(logging.Filter):
    """Rewrites a record before any handler sees it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = cleaned(record.getMessage()), ()
        # A traceback can hold the token too, and nothing of these libraries' own is worth that.
        record.exc_info = record.exc_text = None
        return True


def cleaned(text: str) -> str:
    """The text without anything that looks like a signed token."""
    return TOKEN.sub(REMOVED, text)


def redact() -> None:
    """Guard every logger that the libraries have made; a filter on a parent would not see its children's records."""
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.INFO)
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in LIBRARIES:
            logger = logging.getLogger(name)
            if not any(isinstance(present, Redaction) for present in logger.filters):
                logger.addFilter(Redaction())
