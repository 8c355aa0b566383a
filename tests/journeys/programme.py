"""A programme as somebody keeps it in a spreadsheet, with what such spreadsheets have wrong."""

COLUMNS = "key,title,date,start,end,space,category,summary,capacity,facilitators"
FIRST = """
yoga,Morning yoga,2027-02-05,09:00,10:00,Lake tent,Yoga,An hour on the mat.,20,Grace Thwaite
bath,Sound bath,2027-02-05,09:30,10:30,Lake tent,Sound,Gongs and bowls.,12,Ana Ruiz
tea,Tea and quiet,2027-02-05,14:00,15:00,Fern room,Quiet,Tea and nothing else.,8,Tom Hale
walk,Slow walk,2027-02-06,10:00,11:00,Orchard,Walks,Round the orchard.,15,Grace Thwaite
rest,Deep rest,2027-02-06,10:30,11:30,Fern room,Quiet,Lie down.,10,Grace Thwaite
clay,Clay hour,2027-02-05,11:00,12:00,To be found,Making,Hands in clay.,9,Tom Hale
song,Open singing,2027-02-05,11:00,12:00,To be found,Sound,Easy songs.,30,Ana Ruiz
ink,Ink and paper,2027-02-05,11:00,12:00,To be found,Making,Slow drawing.,9,Idris Vale
hum,"  Humming\u200b   hour ",2027-02-06,16:00,17:00,Orchard,Sound,Hum along.,9,Ana Ruiz
cold,Cold plunge,2027-02-06,07:00,08:00,Orchard,Walks,Into the lake.,6,Idris Vale
lost,Lost in time,someday,09:00,10:00,Orchard,Walks,When was that?,6,Idris Vale
,,2027-02-06,12:00,13:00,Orchard,Walks,No title.,6,Idris Vale
"""
SECOND = FIRST.replace("14:00,15:00,Fern room", "15:00,16:00,Fern room")
"""The same file a week later: the tea is an hour later."""


def as_csv(lines: str = FIRST) -> bytes:
    """The file's octets."""
    return f"{COLUMNS}{lines}".encode()


TRAY = ("Clay hour", "Open singing", "Ink and paper")
"""What the file gives no place to."""
