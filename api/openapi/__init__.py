"""The OpenAPI document: built from the declared operations, with examples."""
