"""The record: feed and audit."""
