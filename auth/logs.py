"""Removal of tokens from the logs of Authlib and joserfc, which print whole tokens at level DEBUG."""

from __future__ import annotations

import logging
import re

LIBRARIES = ("authlib", "joserfc")
TOKEN_PATTERN = re.compile(r"eyJ[\w-]*(?:\.[\w-]*){1,4}")
REDACTED = "[token removed]"


class TokenRedactionFilter(logging.Filter):
    """Removes tokens from a log record before any handler receives it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Remove tokens from the message, and the traceback, which may hold one too. Keep the record."""
        record.msg, record.args = redact_tokens(record.getMessage()), ()
        record.exc_info = record.exc_text = None
        return True


def redact_tokens(text: str) -> str:
    """Return the text with everything that looks like a JWT replaced by a placeholder."""
    return TOKEN_PATTERN.sub(REDACTED, text)


def install_redaction() -> None:
    """Set the libraries' loggers to INFO, and filter each of them in case somebody sets them to DEBUG.

    Every logger needs its own filter: a filter of a parent logger does not see the records of its children.
    """
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.INFO)
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in LIBRARIES:
            logger = logging.getLogger(name)
            if not any(isinstance(existing, TokenRedactionFilter) for existing in logger.filters):
                logger.addFilter(TokenRedactionFilter())
