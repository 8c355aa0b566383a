"""What moves and what rests: the activities of the mornings and the long afternoons."""

from wellness.demo.material import NewActivity
from wellness.programme.models import Welcome

_SILENT, _LEAVE, _LIE, _OUT = Welcome.SILENT, Welcome.LEAVE, Welcome.LIE_DOWN, Welcome.SIT_OUT
_LATE, _NO_CAMERA, _NO_TOUCH = Welcome.LATE, Welcome.CAMERA_FREE, Welcome.NO_TOUCH
_NEW, _CHILDREN = Welcome.BEGINNERS, Welcome.CHILDREN

ACTIVITIES = (
    NewActivity(
        slug="slow-yoga",
        category="move",
        title="Slow yoga by the lake",
        summary="An unhurried hour on a mat, with the water just outside. Nothing to be good at.",
        description=(
            "We start lying down and end lying down. In between there are perhaps eight shapes, each with time to arrive in it. Nia shows two ways of doing everything, and a third that is simply resting.",
            "On mild days the side of the tent is rolled up; on others the heaters are on. You will hear ducks, and now and then a soundcheck.",
        ),
        for_whom="Anyone who can get down to the floor and up again in their own time. No experience needed.",
        bring="Clothes you can bend in and a layer for the end. Mats and blankets are there.",
        welcome=(_SILENT, _LEAVE, _LIE, _OUT, _NO_CAMERA, _NO_TOUCH, _NEW),
        languages=("en", "cy"),
        min_age=14,
        age_note="14 and over; under 16 with an adult",
    ),
    NewActivity(
        slug="chair-yoga",
        category="move",
        title="Yoga on a chair",
        summary="Three quarters of an hour of stretching without leaving your seat. Wheelchairs are chairs.",
        description=(
            "Necks, ribs, hips and feet, all from a chair. Oona teaches it the way dancers warm up on a train: small, thorough and a little bit funny.",
            "If a movement does not suit your body today, leave it out. Nobody is looking; they are busy with their own elbows.",
        ),
        for_whom="Anyone who would rather not get down on the floor, for whatever reason.",
        bring="Nothing. Come in your boots if you like.",
        welcome=(_SILENT, _LEAVE, _OUT, _LATE, _NO_TOUCH, _NEW),
    ),
    NewActivity(
        slug="tai-chi",
        category="move",
        title="Tai chi on the grass",
        summary="Slow movements, done standing, in a loose crowd on the lawn. Join at the back and copy.",
        description=(
            "Idris stands where everyone can see him and begins. You do what he does, a moment later. That is the whole method.",
            "After twenty minutes most people stop thinking about where their hands are. After forty it is over and there is tea at the Boathouse. In rain we move under the big willow.",
        ),
        for_whom="Everyone, with or without children, sticks or dogs.",
        bring="Flat shoes, and a coat if it is cold.",
        welcome=(_SILENT, _LEAVE, _OUT, _LATE, _NO_TOUCH, _NEW, _CHILDREN),
    ),
    NewActivity(
        slug="strong-backs",
        category="move",
        title="Strong backs for people who carry things",
        summary="How to lift, push and load without paying for it at forty. Made for crew, open to all.",
        description=(
            "An hour with a physiotherapist who used to load trucks. First we loosen what the last load-in did. Then we practise: flight cases, wedges, a drum riser, a real bass cabinet.",
            "You go home with five exercises that fit into the gap between line check and doors.",
        ),
        for_whom="Crew, drummers, anyone whose job comes in a case. Tell Tomasz if your back hurts today.",
        bring="Work shoes. Gloves if you use them.",
        welcome=(_LEAVE, _OUT, _LATE, _NEW),
        languages=("en", "pl"),
        min_age=16,
    ),
    NewActivity(
        slug="hands",
        category="move",
        title="Hands, wrists and shoulders for players",
        summary="Fifty minutes for the parts that do the playing. Bring the instrument if it is small.",
        description=(
            "Warm-ups that take four minutes, ways to cool down, and an honest look at how you sit, stand and hold. Tomasz goes round and looks at each player who wants to be looked at.",
            "He will not tell you to stop playing. He may tell you to lower the strap.",
        ),
        for_whom="Anyone who plays, mixes or types for hours.",
        bring="Your instrument, or a pencil to pretend with.",
        welcome=(_SILENT, _LEAVE, _OUT, _NEW),
        languages=("en", "pl"),
    ),
    NewActivity(
        slug="dancing-unseen",
        category="move",
        title="Dancing with nobody watching",
        summary="Lights down, music up, eyes closed if you like. No steps, no circle, no show at the end.",
        description=(
            "The tent is nearly dark. Oona plays one long mix that begins as walking pace and ends there too. You can dance, sway, or lie by the wall and feel the floor.",
            "Phones stay in the box by the door. People do not dance with each other unless both have nodded.",
        ),
        for_whom="People who love to dance and people who stopped at thirteen.",
        bring="Water. Bare feet or soft soles.",
        welcome=(_SILENT, _LEAVE, _LIE, _OUT, _LATE, _NO_CAMERA, _NO_TOUCH, _NEW),
        content_note="Dark tent, loud in the middle. Earplugs are by the door.",
        min_age=16,
    ),
    NewActivity(
        slug="breathing",
        category="rest",
        title="Breathing before the stage",
        summary="Half an hour, four simple ways of breathing, for the time when your name is on the door.",
        description=(
            "Some breaths wake you up, some calm you down, some only give you something to do while the changeover runs late. We try four and keep the ones that suit.",
            "If watching your breath makes you uneasy, you can count the tent poles instead. That works too.",
        ),
        for_whom="Performers, presenters, anyone with a fluttery stomach.",
        welcome=(_SILENT, _LEAVE, _LIE, _OUT, _NO_CAMERA, _NEW),
        content_note="No fast or forced breathing. Tell us at the door if you are pregnant or have a heart condition.",
    ),
    NewActivity(
        slug="lying-down",
        category="rest",
        title="Lying down for an hour",
        summary="A guided rest under blankets. Your only task is to stay horizontal.",
        description=(
            "Nia speaks you slowly from your feet to the top of your head, and then round again with longer gaps. Most people drift; some sleep. Both count.",
            "The tent closes when we begin, so that people can let go. If you need to leave, the flap on the lake side opens without a sound.",
        ),
        for_whom="The tired. Chairs that lean back are there if the floor is no good to you.",
        bring="A jumper and something for under your knees. We have blankets and eye covers.",
        welcome=(_SILENT, _LEAVE, _LIE, _NO_CAMERA, _NO_TOUCH, _NEW),
        languages=("en", "cy"),
    ),
    NewActivity(
        slug="nap",
        category="rest",
        title="A proper nap",
        summary="Twelve mattresses, one quiet host, ninety minutes. Somebody wakes you at the end.",
        description=(
            "This is what it says. You lie down, the felt comes down, and someone sits by the door so that you can stop listening for it.",
            "Snoring is fine. If you have to be somewhere sooner, whisper the time to the host and get a tap on the foot, or have your cup set down beside you if you would rather not be touched.",
        ),
        for_whom="Anyone who came off a night bus.",
        bring="Nothing. Clean covers, earplugs and water are there.",
        welcome=(_SILENT, _LEAVE, _LIE, _NO_CAMERA, _NO_TOUCH, _NEW),
    ),
    NewActivity(
        slug="sitting",
        category="rest",
        title="Sitting quietly together",
        summary="Half an hour of silence in company, with a bell at both ends.",
        description=(
            "Samir says three sentences, rings the bell and sits. So do you, on a cushion, a bench or a chair. You may look out, look down or close your eyes.",
            "Nothing is asked afterwards. There is no right way to have done it.",
        ),
        for_whom="People who meditate and people who only want the morning to start slowly.",
        welcome=(_SILENT, _LEAVE, _LIE, _NO_CAMERA, _NO_TOUCH, _NEW),
        languages=("en", "ar", "fr"),
    ),
    NewActivity(
        slug="shoulder-massage",
        category="rest",
        title="Neck and shoulders, twenty minutes",
        summary="One person, one chair, through your clothes. You say where, how firmly and when to stop.",
        description=(
            "You get a few questions on a card first, which you keep. Then you sit leaning forward on a soft frame, with your face in a clean cover, and twenty minutes pass.",
            "You need not talk. You can stop at any time by lifting a hand.",
        ),
        for_whom="Anyone from 18. Please skip it with a fever, a fresh injury or a new tattoo on the back.",
        bring="A thin top rather than a thick hood.",
        cost="Pay what you like in the jar, or nothing",
        welcome=(_SILENT, _LEAVE, _NO_CAMERA, _NEW),
        languages=("en", "ro"),
        min_age=18,
    ),
)
