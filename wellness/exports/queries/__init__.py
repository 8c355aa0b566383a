"""What exports and prints read, by Core selects: a fixed number of them, whatever there is."""
