"""The story of one report, from a school to the platform and back, played over HTTP by separate client processes.

The modules that a client process imports use nothing of the server: they show what any API client has to do.
"""
