"""Dates: the issue of an input, and the days that expressions in its text mean."""
