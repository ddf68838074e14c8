"""The rules: who may do what, which rows exist for whom, which fields leave, which moves are legal."""
