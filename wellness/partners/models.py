"""Tables of the room `partners`."""
