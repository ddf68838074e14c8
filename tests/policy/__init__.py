"""The rules, walked whole."""
