"""Figures: how many, of what, how sure."""
