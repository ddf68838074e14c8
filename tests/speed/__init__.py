"""The work that PostgreSQL gets from each operation: exact numbers, no times. `script/bench` measures times."""
