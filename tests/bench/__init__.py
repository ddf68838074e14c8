"""How fast the service is beside the bare minimum that does the same work. `script/bench`; nothing here is asserted."""
