"""The festival itself, its twelve spaces and the kinds of things that happen in them."""

from wellness.demo.material import NewCategory, NewSpace
from wellness.festivals.models import AccessFact, SpaceKind

SLUG = "stillwater"
NAME = "Stillwater"
ZONE = "Europe/London"
SITE = "Aldermere Park, near Penrith, Cumbria"
WELCOME = (
    "Four days of music beside Aldermere, and a quieter programme underneath it: places to"
    " stretch, sing, swim, sleep, talk or say nothing at all.\n\n"
    "Everything here is for everyone on site: people who play, people who carry the amps, people"
    " who came to listen. Come as you are. You can leave at any time, and you never have to say"
    " why you came.\n\n"
    "Most sessions are free. Where places are few, keep one here under any name you like. If your"
    " plans change, let it go and someone else will be glad of it."
)
CONTACT = "wellness@stillwater.example"
HELP_ON_SITE = (
    "The welfare tent under the yellow lantern, behind the Boathouse, is open day and night. You"
    " do not need a reason, a ticket or a name. Any steward in a yellow coat will walk there with"
    " you. First aid is next door."
)
EXIT_URL = "https://www.metoffice.gov.uk/"
PLACES_PER_DAY = 6

_STEP, _QUIET, _CHAIRS = AccessFact.STEP_FREE, AccessFact.QUIET_ENTRANCE, AccessFact.CHAIRS
_MATS, _SHADE, _WARM = AccessFact.MATS, AccessFact.SHADE, AccessFact.HEATED
_DIM, _LOOP = AccessFact.LOW_LIGHT, AccessFact.HEARING_LOOP
_TOILET, _DOGS = AccessFact.TOILET_NEAR, AccessFact.ASSISTANCE_DOGS

SPACES = (
    NewSpace(
        slug="lake-lawn",
        name="Lake Lawn",
        kind=SpaceKind.LAWN,
        capacity=120,
        directions="The long grass slope between the Boathouse and the water. Look for the blue flags and keep left of the big willow.",
        access=(_SHADE, _TOILET, _DOGS),
        latitude=54.62412,
        longitude=-2.87931,
    ),
    NewSpace(
        slug="jetty",
        name="The Jetty",
        kind=SpaceKind.LAWN,
        capacity=20,
        directions="Where the shore path meets the wooden jetty, five minutes from the main gate. Meet at the bench with the life ring.",
        access=(_TOILET, _DOGS),
        latitude=54.62371,
        longitude=-2.88064,
    ),
    NewSpace(
        slug="heron-tent",
        name="Heron Tent",
        kind=SpaceKind.TENT,
        capacity=40,
        directions="The large cream tent at the top of Lake Lawn. Shoes come off at the door; there are racks inside.",
        access=(_STEP, _MATS, _CHAIRS, _SHADE, _TOILET, _DOGS),
        latitude=54.62455,
        longitude=-2.87886,
    ),
    NewSpace(
        slug="willow-tent",
        name="Willow Tent",
        kind=SpaceKind.TENT,
        capacity=24,
        directions="The round green tent beside the stream, two minutes past Heron Tent on the boarded path.",
        access=(_STEP, _CHAIRS, _MATS, _SHADE, _DOGS),
        latitude=54.62489,
        longitude=-2.87842,
    ),
    NewSpace(
        slug="orchard-yurt",
        name="Orchard Yurt",
        kind=SpaceKind.TENT,
        capacity=20,
        directions="Among the apple trees behind the farmhouse. The path is lit all night. Lift the felt; there is no door to knock on.",
        access=(_QUIET, _MATS, _WARM, _DIM, _DOGS),
        latitude=54.62538,
        longitude=-2.87795,
    ),
    NewSpace(
        slug="fern-room",
        name="Fern Room",
        kind=SpaceKind.ROOM,
        capacity=14,
        directions="On the ground floor of the farmhouse. Come in by the garden side: nobody queues there, and the door says only Fern.",
        access=(_STEP, _QUIET, _CHAIRS, _WARM, _TOILET, _DOGS),
        latitude=54.62551,
        longitude=-2.87741,
    ),
    NewSpace(
        slug="boathouse",
        name="The Boathouse",
        kind=SpaceKind.ROOM,
        capacity=70,
        directions="The stone building at the water's edge, left of the main stage. The ramp is on the lake side.",
        access=(_STEP, _CHAIRS, _LOOP, _WARM, _TOILET, _DOGS),
        latitude=54.62398,
        longitude=-2.87852,
    ),
    NewSpace(
        slug="lantern-room",
        name="Lantern Room",
        kind=SpaceKind.ROOM,
        capacity=15,
        directions="In the old dairy, across the yard from the farmhouse. Follow the small lanterns. It is the warmest room on site.",
        access=(_STEP, _QUIET, _CHAIRS, _MATS, _WARM, _DIM, _TOILET, _DOGS),
        latitude=54.62566,
        longitude=-2.87763,
    ),
    NewSpace(
        slug="reed-cabin",
        name="Reed Cabin",
        kind=SpaceKind.ROOM,
        capacity=3,
        directions="The wooden cabin at the end of the orchard path, out of sight of the camping. If you are early, there is a bench round the back.",
        access=(_STEP, _QUIET, _CHAIRS, _WARM, _DOGS),
        latitude=54.62581,
        longitude=-2.87822,
    ),
    NewSpace(
        slug="shepherds-hut",
        name="Shepherd's Hut",
        kind=SpaceKind.ROOM,
        capacity=2,
        directions="The hut on wheels by the orchard gate. Three wooden steps up; if steps are hard for you, we come to Fern Room instead.",
        access=(_QUIET, _WARM, _DIM),
        latitude=54.62522,
        longitude=-2.87829,
    ),
    NewSpace(
        slug="studio-alder",
        name="Studio Alder",
        kind=SpaceKind.STUDIO,
        capacity=5,
        directions="In the barn behind the farmhouse, first door. Ring the bell and wait for the red light to go off.",
        access=(_STEP, _CHAIRS, _WARM, _TOILET, _DOGS),
        latitude=54.62594,
        longitude=-2.87711,
        equipment="Sixteen-channel desk, two good vocal microphones, drum kit, bass and guitar amps, a short-scale guitar, headphones for five. Take your recordings home on your own stick.",
    ),
    NewSpace(
        slug="studio-birch",
        name="Studio Birch",
        kind=SpaceKind.STUDIO,
        capacity=4,
        directions="In the barn behind the farmhouse, second door, up a gentle ramp. Small, carpeted and very quiet.",
        access=(_STEP, _QUIET, _CHAIRS, _WARM, _DIM, _TOILET),
        latitude=54.62599,
        longitude=-2.87698,
        equipment="Upright piano, four-track tape machine, two ribbon microphones, harmonium, a box of small percussion, a laptop with the usual programs.",
    ),
)

CATEGORIES = (
    NewCategory(slug="move", name="Move", icon="footprints", colour="moss"),
    NewCategory(slug="rest", name="Rest and breathe", icon="wind", colour="sky"),
    NewCategory(slug="sound", name="Sound and song", icon="music", colour="plum"),
    NewCategory(slug="lake", name="Lake and land", icon="waves-horizontal", colour="lake"),
    NewCategory(slug="talks", name="Talks and skills", icon="lightbulb", colour="moss"),
    NewCategory(slug="studio", name="Studio time", icon="mic-vocal", colour="clay"),
    NewCategory(slug="quiet", name="Quiet company", icon="lamp", colour="sky"),
    NewCategory(
        slug="circles",
        name="Circles and listening",
        icon="heart-handshake",
        colour="plum",
        is_support=True,
    ),
    NewCategory(
        slug="one-to-one",
        name="One to one",
        icon="message-circle",
        colour="lake",
        is_support=True,
    ),
)
