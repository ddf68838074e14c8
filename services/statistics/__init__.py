"""Figures for those who answer to the public: frozen, rounded, and never about anybody."""

from services.statistics.read import read_statistic
from services.statistics.releases import due_releases, roll_up

__all__ = ["due_releases", "read_statistic", "roll_up"]
