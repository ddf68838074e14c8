"""The event log: one event for each change, written in the same transaction. Everything outbound reads it."""
