"""Who sees which rows, with either wall alone."""
