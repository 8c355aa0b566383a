"""Reading residencies, their slots and the people beside them."""
