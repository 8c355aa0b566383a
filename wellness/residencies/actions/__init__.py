"""What is done about residencies. Call inside `in_transaction(…)`."""
