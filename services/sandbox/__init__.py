"""A whole cast of organisations to try things with, and the story that they play."""
