"""Permissions, fields, state machines and disclosure control, compared with the design in every case."""
