"""The SQL of the rules: visible rows, access grants, agreements in force, state transitions, locator copies."""
