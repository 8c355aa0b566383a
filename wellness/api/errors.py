class BadQuery(ValueError):
    """Something in an address's query cannot be read; `fields` says of each name what is wrong."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields
