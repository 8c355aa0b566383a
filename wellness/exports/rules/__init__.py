"""Which exports there are, and what is on which sheet of paper."""
