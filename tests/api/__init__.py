"""The conventions of the interface, over HTTP."""
