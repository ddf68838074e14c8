"""The contract as a file, so that a change of the interface is seen in review."""
