"""Benchmark: the speed of the service compared with a minimal application that does the same work.

Run it with `script/bench`; docs/performance.md explains the method. No test asserts a time.
"""
