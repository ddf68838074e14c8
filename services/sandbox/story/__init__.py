"""The story of one report, there and back, played by outsiders: each a process with a base URL and its own credentials.

Nothing here that an actor loads imports the product: whoever writes a client finds the same things to do as here.
"""
