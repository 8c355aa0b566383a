"""Forms of residents and of those who look after them."""
