"""The people who lead sessions, by the short key the timetable knows them by; all invented."""

from wellness.demo.material import NewFacilitator

FACILITATORS = {
    "nia": NewFacilitator(
        slug="nia-probert",
        name="Nia Probert",
        pronouns="she/her",
        languages=("en", "cy"),
        about="Nia taught yoga in a fire station for eleven years before she taught it in a field. She talks little, moves slowly and never corrects anyone by touch.",
    ),
    "idris": NewFacilitator(
        slug="idris-bello",
        name="Idris Bello",
        pronouns="he/him",
        about="Idris learned tai chi from his neighbour on a Leeds balcony. By day he repairs organs, by night he looks for planets.",
    ),
    "oona": NewFacilitator(
        slug="oona-flaherty",
        name="Oona Flaherty",
        pronouns="she/her",
        languages=("en", "ga"),
        about="Oona danced in musicals until her knee had other plans. She now works with people who think they cannot dance, and finds that they can.",
    ),
    "tomasz": NewFacilitator(
        slug="tomasz-wrona",
        name="Tomasz Wrona",
        pronouns="he/him",
        languages=("en", "pl"),
        about="A physiotherapist who spent nine years as a backline tech. Tomasz knows what a bass cabinet does to a spine and how to carry one anyway.",
    ),
    "mirela": NewFacilitator(
        slug="mirela-stan",
        name="Mirela Stan",
        pronouns="she/her",
        languages=("en", "ro"),
        about="Mirela is a licensed massage practitioner from Carlisle. She works through clothes, asks before every step and is happy with silence.",
    ),
    "callum": NewFacilitator(
        slug="callum-reay",
        name="Callum Reay",
        pronouns="they/he",
        about="Massage in the afternoon, soup after midnight. Callum trained as a chef first and as a massage practitioner second, and sees no contradiction.",
    ),
    "yemi": NewFacilitator(
        slug="yemi-coker",
        name="Yemi Coker",
        pronouns="they/them",
        about="Yemi plays gongs, bowls and a hundred-year-old harmonium. They started after a year of tinnitus, and keep every session soft for that reason.",
    ),
    "hattie": NewFacilitator(
        slug="hattie-lowther",
        name="Hattie Lowther",
        pronouns="she/her",
        about="Hattie leads a choir of two hundred people in Kendal, most of whom were told at school to mouth the words.",
    ),
    "ben": NewFacilitator(
        slug="ben-askew",
        name="Ben Askew",
        pronouns="he/him",
        about="Ben is a lifeguard and has swum in Aldermere every week for twenty years. He carries the hot water bottles.",
    ),
    "ruth": NewFacilitator(
        slug="ruth-tindall",
        name="Ruth Tindall",
        pronouns="she/her",
        about="Ruth was the ranger of this valley. She can tell forty birds by ear and will lend you good binoculars.",
    ),
    "anjali": NewFacilitator(
        slug="anjali-menon",
        name="Anjali Menon",
        pronouns="she/her",
        languages=("en", "hi"),
        about="Anjali is a registered counsellor and plays viola in a string quartet. She has worked with musicians and their families since 2009.",
    ),
    "joel": NewFacilitator(
        slug="joel-mensah",
        name="Joel Mensah",
        pronouns="he/him",
        languages=("en", "fr"),
        about="Joel is a registered counsellor who used to manage bands. He knows what a van smells like in week five.",
    ),
    "grace": NewFacilitator(
        slug="grace-thwaite",
        name="Grace Thwaite",
        pronouns="she/her",
        about="Grace ran tours for fifteen years, stopped when she had to, and trained in leading groups. She keeps time, and keeps the kettle on.",
    ),
    "samir": NewFacilitator(
        slug="samir-haddad",
        name="Samir Haddad",
        pronouns="he/him",
        languages=("en", "ar", "fr"),
        about="Samir plays oud and leads groups in Bradford. He believes that most of what helps is being listened to without being interrupted.",
    ),
    "lotte": NewFacilitator(
        slug="lotte-brandt",
        name="Lotte Brandt",
        pronouns="she/her",
        languages=("en", "de"),
        about="Lotte has written songs for other people for twelve years and for herself for two. She lives in Leipzig and has come to every Stillwater.",
    ),
    "kit": NewFacilitator(
        slug="kit-hesketh",
        name="Kit Hesketh",
        pronouns="they/them",
        about="Kit drives the van for a folk band and looks after the listeners at Stillwater: people trained to listen who have been through things themselves.",
    ),
    "aled": NewFacilitator(
        slug="aled-rees",
        name="Aled Rees",
        pronouns="he/him",
        languages=("en", "cy"),
        about="Aled hangs lights for a living. He has been a listener here since the first Stillwater and makes very strong tea.",
    ),
    "dee": NewFacilitator(
        slug="dee-farquhar",
        name="Dee Farquhar",
        pronouns="she/her",
        about="Dee plays drums and has been sober for fourteen years of festivals. She hosts the evening meetings and a stall of odd lemonades.",
    ),
    "marisol": NewFacilitator(
        slug="marisol-vega",
        name="Marisol Vega",
        pronouns="she/her",
        languages=("en", "es"),
        about="Marisol knows who does what: which service has room, which form is the short one, whom to ring on a Monday morning.",
    ),
    "owen": NewFacilitator(
        slug="owen-pask",
        name="Owen Pask",
        pronouns="he/him",
        about="Owen has engineered records in three barns and a lighthouse. He likes mistakes and keeps the tape running.",
    ),
    "jun": NewFacilitator(
        slug="jun-takeda",
        name="Jun Takeda",
        pronouns="she/her",
        languages=("en", "ja"),
        about="Jun records pianos and voices, mostly quiet ones. On some evenings she brings a record and plays all of it.",
    ),
    "frances": NewFacilitator(
        slug="frances-ibbotson",
        name="Frances Ibbotson",
        pronouns="she/her",
        about="Frances is an audiologist and a bad sleeper, and has read a great deal about both. She fits earplugs at the bar on Saturdays.",
    ),
    "leon": NewFacilitator(
        slug="leon-whitlock",
        name="Leon Whitlock",
        pronouns="he/him",
        about="Leon does the books for about sixty musicians. He explains money slowly and has never laughed at a carrier bag of receipts.",
    ),
    "elspeth": NewFacilitator(
        slug="elspeth-crane",
        name="Elspeth Crane",
        pronouns="she/her",
        about="Elspeth keeps the Lantern Room by day. She used to run a village library and still has the voice for it.",
    ),
    "wilf": NewFacilitator(
        slug="wilf-garside",
        name="Wilf Garside",
        pronouns="he/him",
        about="Wilf pulled ropes in a theatre for forty years and knitted in the wings. He keeps the Lantern Room by night.",
    ),
}

_CHOSEN_NAMES = (
    "Robin|Mo|Tess|Ash|Juniper|Baz|Carys|Dev|Ellie|Finn|Gwen|Harri|Imogen|Jo|Kas|Lou|Maeve"
    "|Noor|Ollie|Pip|Quill|Rosa|Sol|Tam|Una|Vic|Wren|Xan|Yas|Zed|Alder|Bea|Cleo|Dot|Eamon"
    "|Fitz|Gil|Hana|Ivo|Jess|Kofi|Luca|Marnie|Nell|Oz|Petra|Ravi|Sunny|Toby|Ursula|Val|Winnie"
    "|Second Drummer|The Tall One|Bass|Monitor World|Tent 14|Row C|Moth|Heron|Little Fox"
    "|Anon|Nobody Special|B.|K. from the bar|Merch Table|Front of House||||||"
)
CROWD = tuple(_CHOSEN_NAMES.split("|"))
"""The chosen names of those who have booked already; some chose none."""
