"""Over HTTP only, from outside."""
