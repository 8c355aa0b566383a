"""Wellness: a festival's wellness programme, run end to end."""
