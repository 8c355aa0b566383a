"""What an import writes, all in one transaction. Call inside `in_transaction(…)`."""
