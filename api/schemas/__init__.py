"""Schemas of all requests and responses: they validate and format; services.policy.field_access selects the fields."""
