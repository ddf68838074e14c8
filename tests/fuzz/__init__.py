"""Tests that send random requests to the whole API, and copies of the service with faults that these must find."""
