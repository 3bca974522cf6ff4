"""Readers of the template languages that stand inside the strings of a workflow."""
