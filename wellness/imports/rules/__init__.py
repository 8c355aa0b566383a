"""What becomes of a file's rows, decided without a database: mended, refused, new or known."""
