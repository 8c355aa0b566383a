from typing import ClassVar

from flask_babel import LazyString, lazy_gettext

from wellness.errors import Refusal
from wellness.imports.formats.rows import Note


class FileRefused(Refusal):
    """A file that can't be taken as a whole; nothing was written."""

    code = "file_refused"
    says = lazy_gettext("The file can't be taken.")
    SENTENCES: ClassVar[dict[str, str | LazyString]] = {
        "unreadable": lazy_gettext("The file can't be opened: %(why)s."),
        "empty": lazy_gettext("The file is empty."),
        "packed": lazy_gettext(
            "The file is a spreadsheet, an archive or a PDF as its program keeps it; save the "
            "table as CSV (UTF-8) and take that."
        ),
        "too_large_here": lazy_gettext(
            "The file is larger than %(most)s MB, the most that is taken here; the command "
            "wellness import takes up to 8 MB."
        ),
        "no_file": lazy_gettext("Choose a file first."),
        "no_rows": lazy_gettext("There is no session in the file."),
        "too_large": lazy_gettext("The file is larger than %(most)s MB, the most that is read."),
        "too_many_rows": lazy_gettext("There are more than %(most)s sessions in the file."),
        "too_many_columns": lazy_gettext("The table has more than %(most)s columns."),
        "too_much_text": lazy_gettext("The file's sessions come to more text than can be kept."),
        "too_deep": lazy_gettext("The file's parts are nested deeper than %(most)s levels."),
        "too_slow": lazy_gettext("Reading the file took more than 20 seconds and was given up."),
        "too_hungry": lazy_gettext("Reading the file took more than 300 MB and was given up."),
        "gave_out": lazy_gettext("The file can't be read: the reader gave out over it."),
        "number_too_large": lazy_gettext("A number in the file is larger than any programme has."),
        "not_a_number": lazy_gettext("The file holds %(word)s where a number should stand."),
        "not_utf8": lazy_gettext("The file is not UTF-8 text; save it as UTF-8 and try again."),
        "broken_json": lazy_gettext("The file's JSON is broken at line %(line)s."),
        "broken_xml": lazy_gettext("The file's XML is broken at line %(line)s."),
        "broken_csv": lazy_gettext("The file's table is broken: a quotation mark isn't closed."),
        "dangerous_xml": lazy_gettext(
            "The file's XML declares a document type or entities, which no schedule needs."
        ),
        "no_conference": lazy_gettext("The schedule names no conference."),
        "no_columns": lazy_gettext(
            "The table's first line must name at least the columns title and start."
        ),
        "unknown_format": lazy_gettext(
            "This is no programme file that can be told by its content; say which with --format."
        ),
        "own_version": lazy_gettext(
            "The file is version %(version)s of our own format, which is not known here."
        ),
        "broken_own": lazy_gettext(
            "The file says that it is our own, but “%(where)s” is not as we write it."
        ),
        "other_format": lazy_gettext("The file doesn't look like %(named)s."),
        "unknown_zone": lazy_gettext(
            "“%(zone)s” is no time zone; write it like Europe/London or America/Los_Angeles."
        ),
        "zone_needed": lazy_gettext(
            "There is no festival “%(slug)s” yet, and the file doesn't name its time zone: give "
            "--zone, and the festival is made from the file."
        ),
        "similar_slug": lazy_gettext(
            "There is no festival “%(slug)s”; did you mean “%(other)s”? To make a new one from the "
            "file, add --create."
        ),
        "bad_slug": lazy_gettext(
            "“%(slug)s” can't be a festival's address: use a-z, 0-9 and dashes, up to 60 of them, "
            "and no word that the site needs itself."
        ),
        "nothing_taken": lazy_gettext("None of the file's sessions can be taken."),
    }

    def __init__(self, why: Note) -> None:
        super().__init__(**dict(why.facts))
        self.why = why

    IN_BROWSER: ClassVar[dict[str, str | LazyString]] = {
        "unknown_format": lazy_gettext(
            "This is no programme file that can be told by its content; choose its format below."
        ),
        "no_columns": lazy_gettext(
            "The table lacks a title or a start. Say below which column holds them."
        ),
    }
    """The same, where there is a form instead of options."""

    @property
    def sentence(self) -> str:
        """The sentence for this file, with its facts."""
        return str(self.SENTENCES[self.why.code]) % dict(self.why.facts)

    @property
    def in_browser(self) -> str:
        """The sentence as a page says it."""
        says = self.IN_BROWSER.get(self.why.code) or self.SENTENCES[self.why.code]
        return str(says) % dict(self.why.facts)


class ReviewedOtherwise(Refusal):
    """What an import would do is no longer what the person looked at."""

    code = "reviewed_otherwise"
    says = lazy_gettext(
        "The programme changed since you looked, so this import would do something else now. "
        "Nothing was written. Look again, then confirm."
    )
