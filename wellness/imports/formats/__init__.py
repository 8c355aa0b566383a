"""Programme files of others: what each family looks like, read into plain rows.

Nothing here knows the database. The parsers run in a process of their own, kept short of time
and memory (`apart`), because the files come from anywhere.
"""
