"""What holds for calls and applications: pure, given everything they need to know."""
