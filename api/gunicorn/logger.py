"""gunicorn's logger without any content of requests: `gunicorn --logger-class api.gunicorn.logger.RedactingLogger`."""

from __future__ import annotations

import logging
import sys
from types import FrameType

from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

# Modules whose messages are logged unchanged: those that start, bind and supervise, and never handle a request.
TRUSTED_MODULES = ("gunicorn.arbiter", "gunicorn.app.", "gunicorn.config", "gunicorn.sock")
LOGGING_MODULES = ("logging", "gunicorn.glogging", __name__)


class RedactingLogger(Logger):  # type: ignore[misc]
    """A logger that redacts messages about requests, in which gunicorn repeats request lines and headers."""

    def setup(self, cfg: Config) -> None:
        """Configure the loggers and add the filter once."""
        super().setup(cfg)
        if not any(isinstance(each, RedactingFilter) for each in self.error_log.filters):
            self.error_log.addFilter(RedactingFilter())

    def access(self, *_: object) -> None:
        """Log nothing: the application logs each request itself."""


class RedactingFilter(logging.Filter):
    """Replaces a message about a request by the function that logged it and the class of the current exception."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact the record and keep it."""
        function = _find_logging_function()
        if not function.startswith(TRUSTED_MODULES):
            error_class = sys.exc_info()[0]
            record.msg = f"{function}: {error_class.__name__ if error_class else 'notice'}"
            record.args, record.exc_info, record.exc_text, record.stack_info = (), None, None, None
        return True


def _find_logging_function() -> str:
    """Return module and name of the function that called the logger."""
    frame: FrameType | None = sys._getframe(1)
    while frame and _get_module(frame).startswith(LOGGING_MODULES):
        frame = frame.f_back
    return f"{_get_module(frame)}.{frame.f_code.co_name}" if frame else "?"


def _get_module(frame: FrameType) -> str:
    """Return the name of the module whose code the frame runs."""
    return str(frame.f_globals.get("__name__", "?"))
