"""The whole interface, asked at random: what may never happen, and copies of the service in which it does."""
