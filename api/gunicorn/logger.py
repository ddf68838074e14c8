"""What the web server itself logs: `gunicorn --logger-class api.gunicorn.logger.Quiet`. Never a word of a request."""

from __future__ import annotations

import logging
import sys
from types import FrameType
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

# Who may choose the words: the parts that start, bind and watch. They never see a request; all others might.
TRUSTED = ("gunicorn.arbiter", "gunicorn.app.", "gunicorn.config", "gunicorn.sock")
LOGGING = ("logging", "gunicorn.glogging", __name__)


class Quiet(Logger):  # type: ignore[misc]
    """gunicorn's logger repeats request lines and headers in its complaints, and so whatever address was reported."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        if not any(isinstance(each, Wordless) for each in self.error_log.filters):
            self.error_log.addFilter(Wordless())

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """The application writes a line of its own for each request."""


class Wordless(logging.Filter):
    """Of what the handling of a request has to say, only the place and the kind of the error are left."""

    def filter(self, record: logging.LogRecord) -> bool:
        place = _place()
        if not place.startswith(TRUSTED):
            error = sys.exc_info()[0]
            record.msg = f"{place}: {error.__name__ if error else 'notice'}"
            record.args, record.exc_info, record.exc_text, record.stack_info = (), None, None, None
        return True


def _place() -> str:
    frame: FrameType | None = sys._getframe(1)
    while frame and _module(frame).startswith(LOGGING):
        frame = frame.f_back
    return f"{_module(frame)}.{frame.f_code.co_name}" if frame else "?"


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "?"))
