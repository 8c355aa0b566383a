"""Cells that no spreadsheet takes for a formula, whatever a person typed into them.

A cell that begins with = + - @ a tab or a carriage return (or the full-width forms, which some
programs read alike) gets an apostrophe before it; so does each line within, and what follows a
semicolon or a tab, where a program that separates by those would begin a new cell. `bare` in
imports.formats.sheet takes exactly that away again.
"""

import re

_FORMULA = re.compile(r"(\A|(?<=[;\t\r\n]))( *)(?='*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20])")


def guarded(text: str) -> str:
    """`text` with an apostrophe wherever a formula could begin."""
    return _FORMULA.sub(r"\1\2'", text)
