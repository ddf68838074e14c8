"""Tests of the embedded database and of the commands that start the service."""
