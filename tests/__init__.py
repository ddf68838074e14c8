"""Tests mirror the tree; what several of them need is in support/."""
