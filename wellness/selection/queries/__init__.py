"""Fetching panels, readings, lines and offers."""
