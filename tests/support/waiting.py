"""Waiting for something that happens in another process."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMEOUT_SECONDS = 40


def wait_until(condition: Callable[[], bool]) -> None:
    """Poll the condition until it holds; fail after TIMEOUT_SECONDS."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)
