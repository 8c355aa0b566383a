"""Tables of the room `guide`."""
