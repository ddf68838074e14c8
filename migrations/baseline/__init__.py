"""The parts of the first migration. Later migrations must not import them, and must not change them."""
