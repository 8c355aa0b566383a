"""Circles, listening and one-to-ones: the activities that are support.

Each says what stays in the room and what cannot, before anybody books.
"""

from wellness.demo.material import NewActivity
from wellness.programme.models import Welcome

_SILENT, _LEAVE, _LIE, _OUT = Welcome.SILENT, Welcome.LEAVE, Welcome.LIE_DOWN, Welcome.SIT_OUT
_LATE, _NO_CAMERA, _NO_TOUCH = Welcome.LATE, Welcome.CAMERA_FREE, Welcome.NO_TOUCH
_NEW = Welcome.BEGINNERS

_LIMITS = (
    "There are three limits. If someone's life is in danger, yours or another's, if a child or an"
    " adult who cannot protect themselves is being harmed, or if a court orders it, we have to"
    " pass it on."
)

ACTIVITIES = (
    NewActivity(
        slug="soft-landing",
        category="circles",
        title="A soft landing",
        summary="For those who have just arrived and find it all a bit much. Tea, a map, a few quiet faces.",
        description=(
            "Forty-five minutes on the first afternoon. We say where the quiet corners are, when the site is loudest, and how to leave a crowd. Then we ask what would make the weekend easier, and see what can be done about it.",
            "You will know at least two people in yellow coats by the end.",
        ),
        for_whom="People who came alone, who dread crowds, or who have not been out for a while.",
        welcome=(_SILENT, _LEAVE, _OUT, _LATE, _NO_CAMERA, _NO_TOUCH, _NEW),
        confidentiality=f"What you tell us here stays with Grace and Kit. They may ask if they can tell the welfare tent to look out for you; you can say no. {_LIMITS} You would hear it from us first wherever that is possible.",
        min_age=18,
    ),
    NewActivity(
        slug="songwriters-circle",
        category="circles",
        title="Songwriters' circle",
        summary="Eight people who make songs, two who hold the space, and an hour and a half to say how it really is.",
        description=(
            "Not a song is played. We go round once, each for three minutes, and then talk about what came up: the money, the silence after a release, writing about real people, being the only one who still believes in it.",
            "The door closes at the start. You may pass, you may only listen, and you may step out; Samir goes with you if you like.",
        ),
        for_whom="Anyone who writes songs, paid or not, known or not.",
        welcome=(_SILENT, _LEAVE, _NO_CAMERA, _NO_TOUCH, _NEW),
        languages=("en", "de", "fr"),
        content_note="People may speak about low times, loss and drink. You can leave the room at any point.",
        confidentiality=f"Nothing personal leaves the room, not as a story and not as a song. We record nothing and write nothing down. {_LIMITS} Then Lotte or Samir would speak to the safeguarding lead, and tell you before they do.",
        min_age=18,
    ),
    NewActivity(
        slug="crew-circle",
        category="circles",
        title="Circle for crew",
        summary="For those in black: sound, lights, stage, riggers, drivers, merch. No artists, no bosses.",
        description=(
            "A closed door, a big pot of coffee and people who know what a fourteen-hour day is. We talk about sleep, home, the hard jobs and the ones we miss.",
            "Radio off, please. Your stage manager knows that crew may come here, and will not be told who did.",
        ),
        for_whom="Anyone working on a stage or behind it, here or elsewhere.",
        welcome=(_SILENT, _LEAVE, _OUT, _NO_CAMERA, _NO_TOUCH, _NEW),
        languages=("en", "cy"),
        confidentiality=f"No employer hears who came or what was said, this festival included. {_LIMITS} In that case Grace or Aled would go to the safeguarding lead with you, or tell you that they must go.",
        min_age=18,
    ),
    NewActivity(
        slug="missing-someone",
        category="circles",
        title="Missing someone",
        summary="A small circle for people who have lost somebody, last month or twenty years ago.",
        description=(
            "Each of us may say a name. Some bring a photograph, a plectrum, a set list. Then there is time to talk, or to sit with others who know what it is like.",
            "Grace and Samir lead together, so that one can always step outside with you. There is tea afterwards and nobody rushes off.",
        ),
        for_whom="Anyone who misses someone. It need not be recent, and it need not be family.",
        bring="Something of theirs, if you want.",
        welcome=(_SILENT, _LEAVE, _NO_CAMERA, _NO_TOUCH, _NEW),
        languages=("en", "ar", "fr"),
        content_note="We talk about death and missing people. Suicide may be mentioned, without details.",
        confidentiality=f"Names and stories stay in the room. We keep no list of who came. {_LIMITS} We would tell you first and go only as far as we have to.",
        min_age=18,
    ),
    NewActivity(
        slug="women-in-sound",
        category="circles",
        title="Women and non-binary people in sound",
        summary="A closed circle for those who are often the only one at the desk, in the van or on the bill.",
        description=(
            "What we put up with, what we no longer put up with, who backs us up. Grace and Dee have both worked in rooms where they were the only one and say so.",
            "No advice unless you ask for it.",
        ),
        for_whom="Women and non-binary people who work or want to work in music.",
        welcome=(_SILENT, _LEAVE, _OUT, _NO_CAMERA, _NO_TOUCH, _NEW),
        content_note="People may speak about harassment. Nobody has to.",
        confidentiality=f"What is said here is not repeated, with or without a name. If you want to report something, we tell you how, and you decide. {_LIMITS}",
        min_age=18,
    ),
    NewActivity(
        slug="sober-meeting",
        category="circles",
        title="Sober among friends",
        summary="An hour in the yurt for people who do not drink or use, or are trying not to tonight.",
        description=(
            "Dee opens, anybody speaks who wants to, and at ten to the hour we walk back towards the lights together, or don't. Odd lemonades are provided.",
            "It belongs to no organisation. Day one counts as much as year fourteen.",
        ),
        for_whom="Anyone who wants to be sober this evening.",
        welcome=(_SILENT, _LEAVE, _LATE, _NO_CAMERA, _NO_TOUCH, _NEW),
        confidentiality=f"No booking, no names, no list; we only count chairs. What you see and hear stays in the yurt. {_LIMITS} Dee will say so again at the start.",
        min_age=18,
    ),
    NewActivity(
        slug="someone-to-talk-to",
        category="circles",
        title="Someone to talk to",
        summary="Trained listeners who have been through things themselves. Knock, or just come in.",
        description=(
            "They are crew, players and neighbours, not professionals, and they have time. Five minutes or an hour, about anything. You can also sit there and say nothing.",
            "If you want more than listening, they know who to take you to, and walk along.",
        ),
        for_whom="Anyone. You do not need to be in a bad way.",
        welcome=(_SILENT, _LEAVE, _LIE, _LATE, _NO_CAMERA, _NO_TOUCH, _NEW),
        languages=("en", "cy"),
        confidentiality=f"Nobody asks who you are. After a shift the listeners talk to each other to look after themselves, never with names. {_LIMITS} They would try to do that together with you.",
        min_age=16,
    ),
    NewActivity(
        slug="counsellor",
        category="one-to-one",
        title="Half an hour with a counsellor",
        summary="You, a registered counsellor and a stove. For whatever is on your mind, large or small.",
        description=(
            "Half an hour is not long, but it can be enough to sort out what matters first. You need not know what to say. They will ask how you want to use the time.",
            "At the end you can leave it there, or get the name of someone near home. If you do not come, nobody asks why and you can keep another time.",
        ),
        for_whom="Anyone from 18, on stage, backstage or in front of it.",
        welcome=(_SILENT, _LEAVE, _NO_CAMERA, _NO_TOUCH, _NEW),
        languages=("en", "fr", "hi"),
        confidentiality=f"Anjali and Joel keep what you say to themselves, and make no notes with your name. The festival only knows that the half hour was taken. They speak about their work with a supervisor, without names. {_LIMITS} They would tell you before they do.",
        min_age=18,
    ),
    NewActivity(
        slug="help-at-home",
        category="one-to-one",
        title="Finding help at home",
        summary="Twenty-five minutes with someone who knows which door to knock on when you are back.",
        description=(
            "You say what you are looking for and where you live; Marisol looks for what is near, what it costs and how long the wait is. Together you write down two or three next steps, on paper, that you take with you.",
            "Good for friends and parents as well, who are looking on behalf of someone else.",
        ),
        for_whom="People who want support after the festival and do not know where to begin.",
        bring="Your phone for the calendar. Nothing else.",
        welcome=(_SILENT, _LEAVE, _NO_CAMERA, _NO_TOUCH, _NEW),
        languages=("en", "es"),
        confidentiality=f"The only paper goes home with you. Marisol keeps no copy and calls nobody unless you ask her to, beside you. {_LIMITS} Then she would say so at once.",
        min_age=18,
    ),
)
