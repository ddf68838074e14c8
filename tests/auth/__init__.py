"""Who is calling: tests over real HTTP against a real database."""
