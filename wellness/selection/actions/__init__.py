"""What is done about panels, readings, lines and offers. Call inside `in_transaction(…)`."""
