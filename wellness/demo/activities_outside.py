"""Sound and song, the lake and the land."""

from wellness.demo.material import NewActivity
from wellness.programme.models import Welcome

_SILENT, _LEAVE, _LIE, _OUT = Welcome.SILENT, Welcome.LEAVE, Welcome.LIE_DOWN, Welcome.SIT_OUT
_LATE, _NO_CAMERA, _NO_TOUCH = Welcome.LATE, Welcome.CAMERA_FREE, Welcome.NO_TOUCH
_NEW, _CHILDREN = Welcome.BEGINNERS, Welcome.CHILDREN

ACTIVITIES = (
    NewActivity(
        slug="sound-bath",
        category="sound",
        title="Sound bath with gongs and bowls",
        summary="An hour on your back while Yemi plays very large instruments very softly.",
        description=(
            "You lie with your feet towards the middle. The sound comes from three sides and swells slowly; there are no sudden strikes. People describe it as weather.",
            "The far corner is the quietest spot, and the mats by the door are easiest to leave from. The tent closes at the start.",
        ),
        for_whom="Anyone who likes to listen with the whole body.",
        bring="A warm layer and a pillow if you have one.",
        welcome=(_SILENT, _LEAVE, _LIE, _NO_CAMERA, _NO_TOUCH, _NEW),
        content_note="Low, long tones that you feel in the chest. Hearing aids are best turned down.",
        min_age=12,
    ),
    NewActivity(
        slug="singing",
        category="sound",
        title="Singing for people who say they can't",
        summary="Rounds, a sea shanty and one song in four parts, learned by ear in an hour.",
        description=(
            "Hattie sings a line, you sing it back, and before you have noticed there are harmonies. No sheet music, no solos, no one listening from outside.",
            "If you would rather only listen, the bench along the side is yours.",
        ),
        for_whom="Those who were told to mouth the words. Real singers may come if they behave.",
        welcome=(_SILENT, _LEAVE, _OUT, _LATE, _NEW, _CHILDREN),
    ),
    NewActivity(
        slug="whole-record",
        category="sound",
        title="One record, start to finish",
        summary="Jun brings a record, puts it on and says nothing until it ends.",
        description=(
            "Good speakers, soft chairs, the lights low. Side one, turn over, side two. What the record is you find out when it starts.",
            "Stay after, if you want, and say what you heard. Or slip out with it still in your ears.",
        ),
        for_whom="Anyone who has not listened to a whole record this year.",
        welcome=(_SILENT, _LEAVE, _LIE, _NO_CAMERA, _NEW),
    ),
    NewActivity(
        slug="lullabies",
        category="sound",
        title="Lullabies at the end of the night",
        summary="Three quarters of an hour of old songs sung quietly around a stove. Bring your sleeping bag.",
        description=(
            "Hattie and whoever turns up sing the songs that are meant to send people to sleep: Welsh, Scots, Yiddish, Yoruba, one about a badger. Join in, hum, or be sung to.",
            "It ends without applause. The path back to the camping is lit.",
        ),
        for_whom="The wide awake and the nearly gone.",
        bring="A blanket, slippers, a mug.",
        welcome=(_SILENT, _LEAVE, _LIE, _LATE, _NO_CAMERA, _NEW),
    ),
    NewActivity(
        slug="cold-swim",
        category="lake",
        title="First cold swim",
        summary="Ten people, one lifeguard, about six minutes in the water and a long time with hot drinks.",
        description=(
            "Ben explains what cold water does and what to do about it. Then you walk in from the beach beside the jetty, up to the knees, the waist or all the way. He stays in as long as anyone does.",
            "Nobody jumps. Turning back at the ankles is a perfectly good swim.",
        ),
        for_whom="Confident swimmers from 16 who have not had a drink today. Please leave it out if you have a heart condition.",
        bring="Swimming things, a towel, a hat, twice the clothes you think. Robes and hot water bottles are lent.",
        welcome=(_LEAVE, _OUT, _NO_CAMERA, _NEW),
        content_note="Open water, cold at any time of year. A lifeguard and a safety boat are there.",
        min_age=16,
    ),
    NewActivity(
        slug="early-birds",
        category="lake",
        title="Early birds",
        summary="A slow walk round the reed beds before the site wakes up and drowns them out.",
        description=(
            "Two kilometres in an hour and a quarter, with a good deal of standing still. In the half dark you hear more than you see; Ruth names what calls and tells you how to remember it.",
            "If you have not been to bed yet, that is fine too. There is a flask.",
        ),
        for_whom="Early risers and the very late. The path is flat but rough; ask us about the all-terrain chair.",
        bring="Boots, a jumper. Binoculars are lent.",
        welcome=(_SILENT, _LEAVE, _NO_TOUCH, _NEW, _CHILDREN),
        age_note="Children with an adult",
    ),
    NewActivity(
        slug="plants-underfoot",
        category="lake",
        title="Plants underfoot",
        summary="An hour on your knees in the grass, finding out what you have been camping on.",
        description=(
            "Plantain for nettle stings, moss for looking at closely, self-heal because of its name. There is something in every month. Ruth brings lenses; you bring curiosity.",
            "We pick nothing and eat nothing. You may draw.",
        ),
        for_whom="Everyone who likes to look closely.",
        bring="A cushion for your knees, a pencil.",
        welcome=(_SILENT, _LEAVE, _OUT, _LATE, _NEW, _CHILDREN),
    ),
    NewActivity(
        slug="night-walk",
        category="lake",
        title="Walk round the dark side of the lake",
        summary="An hour away from the lights, mostly in silence, with one lamp in front and one behind.",
        description=(
            "From the jetty we follow the shore until the bass is only a heartbeat. At the far end we stand for ten minutes and let our eyes get used to it. Then we come back.",
            "The group stays together and goes at the pace of whoever is slowest.",
        ),
        for_whom="Anyone steady on an uneven path in the dark.",
        bring="Boots and a warm coat. Leave the torch off; we have lamps.",
        welcome=(_SILENT, _NO_CAMERA, _NO_TOUCH, _NEW),
        min_age=16,
        age_note="16 and over; under 18 with an adult",
    ),
    NewActivity(
        slug="looking-up",
        category="lake",
        title="Looking up",
        summary="Two telescopes, some blankets and a man who knows his way around up there.",
        description=(
            "Lie on the lawn and Idris will talk you from star to star. Take a turn at the telescope or don't.",
            "With clouds it becomes an hour of stories about what is behind them, which some people prefer.",
        ),
        for_whom="Whoever is still up.",
        bring="Something to lie on.",
        welcome=(_SILENT, _LEAVE, _LIE, _LATE, _NO_TOUCH, _NEW, _CHILDREN),
    ),
)
