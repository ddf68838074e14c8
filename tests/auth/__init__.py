"""Tests of the authorization server over real HTTP, with a real database."""
