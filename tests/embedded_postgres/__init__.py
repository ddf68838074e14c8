"""The default database, and the commands that start the service."""
