"""The contract as a file, so that reviews show every change of the API."""
