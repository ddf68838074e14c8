"""The contract: an OpenAPI document generated from the declared operations, with examples."""
