"""What changes calls and applications. Nothing here commits; each belongs in a transaction."""
