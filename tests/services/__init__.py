"""The verbs, through real transactions."""
