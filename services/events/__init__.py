"""The record: one event for what happened, written with the change; everything outbound reads it."""
