"""People who apply at Stillwater, invented, with what they wrote."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NewApplicant:
    """Somebody's application, with answers in the order of the questions that say something."""

    name: str
    role: str
    plan: str
    why: str = ""
    link: str = ""
    setting: str = ""
    is_draft: bool = False


WATER = (
    NewApplicant(
        name="Tamsin Rook",
        role="Songwriter",
        plan="A set of songs about people who keep lighthouses in their heads. I have the words and three tunes that argue with each other; I'd like two quiet days to let one win.",
        why="At home I write between shifts, in twenty-minute pieces. I have never had a whole morning.",
        link="https://tamsin-rook.example/songs",
        setting="Mostly alone",
    ),
    NewApplicant(
        name="Idris Fell",
        role="Songwriter",
        plan="Lullabies for grown-ups. Six of them, in Welsh and English, recorded so close that you hear the room breathe.",
        why="The upright piano. Mine has been under a tarpaulin since the move.",
        link="https://idrisfell.example/",
        setting="With one other person",
    ),
    NewApplicant(
        name="Noor Adeyemi",
        role="Songwriter",
        plan="I want to finish one song. Only one. It is about my brother's van and has been three quarters done for four years.",
        why="Somebody at the desk who isn't me.",
        setting="Mostly alone",
    ),
    NewApplicant(
        name="Wilf Garrity",
        role="Producer",
        plan="Field recordings of the lake at four times of day, cut into rhythm beds that other residents may use for nothing.",
        why="I bring hydrophones and patience, and would sit in with anybody who asks.",
        link="https://garrity-sound.example/reel",
        setting="With a group",
    ),
    NewApplicant(
        name="Petra Lindqvist",
        role="Producer",
        plan="Vocal sessions for people who hate hearing their own voice. I produce in the room, standing up, with the headphones off.",
        link="https://lindqvist.example/work",
        setting="With a group",
    ),
    NewApplicant(
        name="Callum Oyelaran",
        role="Instrumentalist",
        plan="Cello under other people's songs. I would come with nothing written and leave with whatever was needed.",
        why="Touring made me fast. I would like to be slow for a few days.",
        setting="With one other person",
    ),
    NewApplicant(
        name="Bryony Sato",
        role="Instrumentalist",
        plan="Three pieces for harmonium and tape loop, short enough to hold your breath through.",
        link="https://bryonysato.example/tapes",
        setting="Mostly alone",
    ),
)
FIRST = (
    NewApplicant(
        name="Maren Okafor",
        role="Singer",
        plan="My first three songs, plainly: a voice, a guitar, one take each.",
        why="I have only ever recorded on a phone in a wardrobe.",
        setting="With one other person",
    ),
    NewApplicant(
        name="Davy Prowse",
        role="Singer",
        plan="Shanties that my grandfather got wrong, recorded the wrong way, since those are ours.",
        setting="With a group",
    ),
    NewApplicant(
        name="Lia Ferreira",
        role="Singer",
        plan="A duet with myself ten years ago. I have the old demo and would sing the other half.",
        link="https://liaferreira.example/demo",
        setting="Mostly alone",
    ),
    NewApplicant(
        name="Kit Hallam",
        role="Band",
        plan="Four of us, two songs, everything at once in one room with no click.",
        why="We have played forty pubs and own no recording.",
        setting="With a group",
    ),
    NewApplicant(
        name="Sunniva Brandt",
        role="Band",
        plan="A trio for fiddle, pump organ and bicycle. The bicycle is in tune.",
        link="https://sunnivabrandt.example/",
        setting="With a group",
    ),
)
LAKE = (
    NewApplicant(
        name="Orla Pemberton",
        role="Songwriter",
        plan="A long song in eleven small rooms, each with its own key. I would write a room each morning.",
        why="The view. I am not ashamed of it.",
        link="https://orlapemberton.example/rooms",
        setting="Mostly alone",
    ),
    NewApplicant(
        name="Jun Whitlock",
        role="Producer",
        plan="Beats from the boathouse: doors, ropes, the kettle. One finished track a day.",
        setting="With a group",
    ),
    NewApplicant(
        name="Agnes Moreau",
        role="Songwriter",
        plan="Songs for my choir of night nurses, who can rehearse only at seven in the morning.",
        why="Parts need trying out loud, and my neighbours sleep.",
        setting="With one other person",
    ),
    NewApplicant(
        name="Sol Braithwaite",
        role="Songwriter",
        plan="Not sure yet. Something about ferries.",
        is_draft=True,
    ),
    NewApplicant(name="Ada Kirwan", role="Producer", plan="", is_draft=True),
)
