"""A dump of the database, as a thief of a backup reads it: without the keys of the service."""
