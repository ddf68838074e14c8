"""Checks of schemathesis for what must never happen; each sees every response, and may repeat requests to compare."""
