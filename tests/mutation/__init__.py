"""Mutation testing: change the code in small ways, one at a time, and see that the tests notice.

The tool is Cosmic Ray. `script/mutation` runs it over the rules that protect people; see docs/mutation.md.
"""
