"""The resources of the API: one module a resource, each with its `ResourceSpec`. The registry finds them by itself."""
