"""The sandbox: invented organisations with example data, and a story in which they use the API together."""
