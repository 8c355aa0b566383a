"""Tables of the room `care`."""
