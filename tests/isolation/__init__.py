"""Isolation of organisations: each of its two layers alone shows an organisation exactly the rows that it may read."""
