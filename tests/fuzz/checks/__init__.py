"""What may never happen, as checks of schemathesis: each looks at every answer, and asks again to compare."""
