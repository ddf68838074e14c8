"""Tests of concurrent requests, and of processes and connections that fail in the middle of their work."""
