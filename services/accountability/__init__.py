"""Figures for those who answer to the public: frozen, rounded, and never about anybody."""

from services.accountability.roll_up import due_releases, roll_up
from services.accountability.statistics import read_statistic

__all__ = ["due_releases", "read_statistic", "roll_up"]
