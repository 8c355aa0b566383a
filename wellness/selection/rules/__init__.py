"""What holds for reading, ranking, lines and offers: pure, given everything they need to know."""
