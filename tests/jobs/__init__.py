"""The worker, and what may happen to it."""
