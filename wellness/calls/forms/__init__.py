"""Forms of calls: one answer at a time for those who apply, whole pages for organizers."""
