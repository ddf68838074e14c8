"""Marks for tests that do not always run."""

from __future__ import annotations

import os

import pytest

slow = pytest.mark.skipif("TARIAN_TEST_ALL" not in os.environ, reason="runs with script/test --all")
