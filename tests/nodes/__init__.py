"""Two web processes and two workers on one database, behind PgBouncer in transaction mode."""
