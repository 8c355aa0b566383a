"""What holds for residencies, decided from facts alone."""
