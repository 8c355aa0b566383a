"""Tables of the room `impact`."""
