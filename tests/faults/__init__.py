"""What must hold when everything happens at once, and when something breaks in the middle."""
