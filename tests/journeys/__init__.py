"""Tests of complete journeys through the service, over HTTP only."""
