"""What takes long runs with `script/test --all`."""

from __future__ import annotations

import os

import pytest

slow = pytest.mark.skipif("TARIAN_TEST_ALL" not in os.environ, reason="runs with script/test --all")
