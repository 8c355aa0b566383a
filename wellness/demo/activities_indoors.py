"""Talks and skills, studio time, and quiet company."""

from wellness.demo.material import NewActivity
from wellness.programme.models import Welcome

_SILENT, _LEAVE, _LIE, _OUT = Welcome.SILENT, Welcome.LEAVE, Welcome.LIE_DOWN, Welcome.SIT_OUT
_LATE, _NO_CAMERA, _NO_TOUCH = Welcome.LATE, Welcome.CAMERA_FREE, Welcome.NO_TOUCH
_NEW, _CHILDREN = Welcome.BEGINNERS, Welcome.CHILDREN

ACTIVITIES = (
    NewActivity(
        slug="sleep-in-a-field",
        category="talks",
        title="How to sleep in a field",
        summary="Forty minutes that may give you back six hours. Earplugs handed out at the end.",
        description=(
            "What helps in a tent next to a generator: the order in which to get warm, which earplugs, why a second pair of socks beats a second drink, what to do at four in the morning when it isn't working.",
            "Frances has tried all of it, most of it badly.",
        ),
        for_whom="Anyone camping, and anyone who lives in vans.",
        welcome=(_SILENT, _LEAVE, _LIE, _LATE, _NEW),
    ),
    NewActivity(
        slug="keeping-your-ears",
        category="talks",
        title="Keeping your ears",
        summary="What loud does, how to tell, and how to go on working in it. Bring your own earplugs to be checked.",
        description=(
            "A short talk, then questions, then a queue at the table: Frances looks at how your earplugs sit and lends a meter so that you can measure your own rehearsal room.",
            "If your ears are ringing already, come. There is more to be done than people think.",
        ),
        for_whom="Players, engineers, bar staff, fans at the front.",
        bring="Your earplugs or in-ears.",
        welcome=(_SILENT, _LEAVE, _LATE, _NEW),
    ),
    NewActivity(
        slug="saying-no",
        category="talks",
        title="Saying no to a tour",
        summary="How to turn down work you cannot do, keep the people, and answer the phone the next day.",
        description=(
            "Leon goes through the sums, Tomasz through the body's side of it. Then we practise the sentence itself in pairs, in several degrees of politeness.",
            "Slides and a template letter are by the door, on paper.",
        ),
        for_whom="Freelancers on either side of the desk. Managers are welcome and will hear things.",
        welcome=(_SILENT, _LEAVE, _LATE, _NEW),
    ),
    NewActivity(
        slug="money-calmly",
        category="talks",
        title="Money, calmly",
        summary="An hour on irregular income: what to put aside, what can wait, what never should.",
        description=(
            "No apps, no gurus. Three envelopes, one calendar, and what to say when you owe and cannot pay this month.",
            "Nobody has to name a figure. Leon stays for half an hour afterwards for questions asked quietly.",
        ),
        for_whom="Anyone paid by the gig.",
        bring="The letter you have not opened, if there is one. You need not show it.",
        welcome=(_SILENT, _LEAVE, _LATE, _NEW),
    ),
    NewActivity(
        slug="look-listen-link",
        category="talks",
        title="Look, listen, link: being there for a friend",
        summary="What to say and what to leave out when someone in the van is not all right.",
        description=(
            "Ninety minutes of practice in small groups. Noticing, starting the conversation, staying in it, and handing over to people whose job it is. You learn where your part ends, which is a relief.",
            "We use made-up stories, never yours. You get a card that fits in a wallet.",
        ),
        for_whom="Tour managers, bandmates, partners, anyone people come to.",
        welcome=(_SILENT, _LEAVE, _OUT, _NEW),
        content_note="We talk about people in distress and about suicide, plainly and without detail.",
        min_age=18,
    ),
    NewActivity(
        slug="coming-home",
        category="talks",
        title="Coming home from tour",
        summary="Three people on the week after: the quiet, the fridge, the person at the door who also had a month.",
        description=(
            "A conversation rather than a panel. Grace asks, Tomasz and a guest answer, and the second half belongs to you.",
            "It is about rituals that help: the day nobody talks about the tour, the call to the others on Wednesday, the bag that stays packed until Friday.",
        ),
        for_whom="Everyone who goes away, and everyone who waits.",
        welcome=(_SILENT, _LEAVE, _LATE, _NEW),
    ),
    NewActivity(
        slug="bad-pages",
        category="talks",
        title="Ten minutes of bad pages",
        summary="Writing without stopping and without reading it out. Six rounds, one biscuit each.",
        description=(
            "Lotte gives a first line and starts the clock. You write until it rings, badly and on purpose. Then a biscuit, then the next line.",
            "The pages are yours. Most people keep one sentence; some throw all of it in the stove with great pleasure.",
        ),
        for_whom="Songwriters who are stuck, and people who have never written anything.",
        bring="A pen you like. Paper is there.",
        welcome=(_SILENT, _LEAVE, _OUT, _LATE, _NO_CAMERA, _NEW),
        languages=("en", "de"),
    ),
    NewActivity(
        slug="touring-with-children",
        category="talks",
        title="Touring with small children",
        summary="Parents and soon-to-be parents swap what works: naps, vans, grandmothers, contracts.",
        description=(
            "An open conversation with coffee, and a rug full of wooden trains in the corner. Grace has a list of venues with a room where a child can sleep, and wants yours added.",
        ),
        for_whom="Parents in music and those thinking about it, with or without the child.",
        welcome=(_SILENT, _LEAVE, _LATE, _NEW, _CHILDREN),
        age_note="Babies and children welcome",
    ),
    NewActivity(
        slug="alder-session",
        category="studio",
        title="Studio Alder with an engineer",
        summary="Three hours in a real room with Owen at the desk. Come as a band or come alone.",
        description=(
            "You say what you want to leave with: a song, a groove, two good takes of an idea. Owen sets up while you have tea, so the three hours are yours.",
            "One booking is one person. Keep two places if you come as two; write to us if you are more. What you record belongs to you.",
        ),
        for_whom="Anyone with something to try, at any level.",
        bring="Your instrument and a memory stick.",
        welcome=(_LEAVE, _NEW),
        age_note="Under 16 with an adult",
    ),
    NewActivity(
        slug="birch-session",
        category="studio",
        title="Studio Birch: piano and tape",
        summary="Two hours in the small room with an upright piano, a tape machine and Jun.",
        description=(
            "Birch is for quiet things. Play, sing, record onto four tracks, rub it out, try again. Tape makes people brave because it ends.",
            "Jun can help or leave you alone. Say which when you come in; you can change your mind.",
        ),
        for_whom="Pianists, singers, people who write at night.",
        bring="Words, if you have them.",
        welcome=(_SILENT, _LEAVE, _NO_CAMERA, _NEW),
        languages=("en", "ja"),
    ),
    NewActivity(
        slug="unfinished-song",
        category="studio",
        title="Bring one unfinished song",
        summary="Four people, four fragments, two hours. Each leaves with a next step.",
        description=(
            "You play what there is, even if it is eight bars. The others say what they would like to hear more of. Owen records everything, so nothing gets lost.",
            "Who wrote what is agreed on paper before you start. It takes one minute.",
        ),
        for_whom="Songwriters with a drawer.",
        bring="The fragment, on a phone, on paper or in your head.",
        welcome=(_LEAVE, _NO_CAMERA, _NEW),
    ),
    NewActivity(
        slug="first-time-in-a-studio",
        category="studio",
        title="First time in a studio",
        summary="What all the buttons are for, and how your own voice sounds through a good microphone.",
        description=(
            "Two people at a time. Jun shows you round, you record something short, and you take it home. A poem counts, so does a shopping list.",
        ),
        for_whom="People who have never been in one. Headphones can be swapped for a quiet speaker.",
        welcome=(_SILENT, _LEAVE, _OUT, _NO_CAMERA, _NEW, _CHILDREN),
        languages=("en", "ja"),
        age_note="From 8, under 16 with an adult",
    ),
    NewActivity(
        slug="lantern-room",
        category="quiet",
        title="The Lantern Room is open",
        summary="A warm, dim room where nobody expects anything of you. Come in, sit down, stay or go.",
        description=(
            "Armchairs, floor cushions, weighted blankets, jigsaws, a kettle. No music, no calls, no alcohol. Voices stay low.",
            "A host sits near the door, with their hands full of wool or a book. You can talk to them. You need not. If all the chairs are taken, they will tell you when to try again.",
        ),
        for_whom="Everyone on site, working or not.",
        welcome=(_SILENT, _LEAVE, _LIE, _LATE, _NO_CAMERA, _NO_TOUCH, _NEW),
    ),
    NewActivity(
        slug="knitting",
        category="quiet",
        title="Knitting in company",
        summary="Needles and wool for twenty. One long scarf has been going since the first Stillwater.",
        description=(
            "Wilf casts on for you if you have never done it. If you have, sit down and carry on where the last person stopped. The scarf is eleven metres long and very ugly.",
        ),
        for_whom="Restless hands.",
        welcome=(_SILENT, _LEAVE, _LATE, _NO_CAMERA, _NEW, _CHILDREN),
    ),
    NewActivity(
        slug="late-soup",
        category="quiet",
        title="Late soup and soft chairs",
        summary="Hot soup in the Boathouse when everything else has closed. No drink, no music, no hurry.",
        description=(
            "Callum makes two pots, one without anything from an animal and both without nuts. Take a bowl, find a chair, look at the lake.",
            "It is a good place to wait for a friend, for the shuttle or for the morning. Someone from the welfare team is always at the corner table.",
        ),
        for_whom="The hungry, the cold, the not yet ready for bed.",
        bring="A mug or bowl if you have one.",
        cost="Soup by donation",
        welcome=(_SILENT, _LEAVE, _LATE, _NO_CAMERA, _NO_TOUCH, _NEW),
    ),
)
