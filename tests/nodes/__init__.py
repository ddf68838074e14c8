"""Tests of two web processes and two job workers on one database, behind PgBouncer in transaction mode."""
