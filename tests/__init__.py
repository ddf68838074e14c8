"""The tests, in folders that mirror the source tree; helpers that several folders use are in support/."""
