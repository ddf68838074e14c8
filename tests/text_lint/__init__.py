"""Tests of the text lint, and the two lists of sentences by which it is measured."""
