"""Tests of the verbs in real transactions."""
