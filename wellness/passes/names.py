"""Pseudonyms to suggest: two plain, warm words. Any first word may meet any second one."""

import secrets

_MANNERS = (
    "Amber", "Autumn", "Brave", "Bright", "Calm", "Candlelit", "Cheerful", "Clear", "Cosy",
    "Curious", "Dancing", "Dewy", "Drifting", "Early", "Evening", "Faithful", "Friendly",
    "Gentle", "Glad", "Golden", "Happy", "Honest", "Hopeful", "Humming", "Kind", "Listening",
    "Loyal", "Mellow", "Merry", "Mild", "Misty", "Moonlit", "Morning", "Nimble", "Northern",
    "Painted", "Patient", "Peaceful", "Playful", "Quiet", "Restful", "Rosy", "Sheltered",
    "Silver", "Singing", "Smiling", "Snug", "Soft", "Southern", "Spring", "Starry", "Steady",
    "Summer", "Sunny", "Thoughtful", "Velvet", "Wandering", "Warm", "Winter", "Woven",
)  # fmt: skip
_COMPANIONS = (
    "Acorn", "Alder", "Badger", "Birch", "Breeze", "Brook", "Cedar", "Cloud", "Clover", "Comet",
    "Cricket", "Curlew", "Dove", "Dragonfly", "Ember", "Falcon", "Fawn", "Feather", "Fern",
    "Finch", "Firefly", "Garden", "Hare", "Harbour", "Hazel", "Heather", "Heron", "Island",
    "Juniper", "Kettle", "Kingfisher", "Lantern", "Lark", "Linnet", "Maple", "Marten", "Meadow",
    "Moss", "Nightingale", "Orchard", "Otter", "Owl", "Pebble", "Plover", "Pine", "Rain",
    "River", "Robin", "Rowan", "Sail", "Seal", "Shell", "Sparrow", "Squirrel", "Starling", "Swan",
    "Tern", "Thistle", "Willow", "Wren",
)  # fmt: skip


def suggested_name() -> str:
    """A pseudonym such as "Quiet Heron", one of 3600, drawn anew on every call."""
    return f"{secrets.choice(_MANNERS)} {secrets.choice(_COMPANIONS)}"
