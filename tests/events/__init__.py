"""Tests of the event log: the feeds of organisations, and the audit hashes of events."""
