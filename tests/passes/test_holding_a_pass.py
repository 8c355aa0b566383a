"""A phone's secret is all it takes to hold a pass, and all that opens it again."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, func, select, update

from tests.factories import a_pass, a_session
from wellness.booking.models import Booking, BookingStatus
from wellness.database import Model, db, in_transaction, transaction
from wellness.errors import Missing
from wellness.mail.models import Letter
from wellness.passes import actions, names, upkeep
from wellness.passes.errors import Forgotten
from wellness.passes.models import OpeningLink, Pass, PassKey
from wellness.passes.queries import address_of, opening_link, pass_of_secret, passes_of_address
from wellness.passes.rules import speakable_code
from wellness.references import Keyring, new_reference, new_secret
from wellness.sealing import Sealer, Unsealable
from wellness.tries.models import Attempt

KEYS = Keyring("the present key of the application, long enough")
SEALER = Sealer(["a field key of at least thirty-two characters"])
NOON = datetime(2026, 6, 5, 12, tzinfo=UTC)
ADDRESS = "Wren.Canary@Example.org"


def opened(secret: str | None = None, name: str = "Quiet Heron") -> Pass:
    with transaction():
        return actions.open_pass(secret or new_secret(), now=NOON, language="en", chosen_name=name)


def with_address(holder: Pass, address: str | None = ADDRESS) -> Pass:
    with transaction():
        actions.set_email(holder, address, keys=KEYS, sealer=SEALER)
    return holder


def a_link(holder: Pass, now: datetime = NOON) -> str:
    with transaction():
        return actions.make_opening_link(holder, now=now)


def spent(token: str, page_key: str = "one page", now: datetime = NOON) -> str | None:
    with transaction():
        return actions.spend_opening_link(token, page_key=page_key, keys=KEYS, now=now)


def how_many(model: type[Model]) -> int:
    return db.session.scalars(select(func.count()).select_from(model)).one()


def dumped() -> str:
    """Every value of every row, as somebody with a copy of the database reads them."""
    rows = [
        value
        for table in Model.metadata.sorted_tables
        for row in db.session.execute(select(table))
        for value in row
    ]
    return "\n".join(v.decode("latin-1") if isinstance(v, bytes) else str(v) for v in rows)


@pytest.mark.usefixtures("app")
def test_a_new_secret_opens_a_new_pass_and_the_same_secret_the_same_one() -> None:
    secret = new_secret()
    holder = opened(secret)
    assert opened(secret, name="Other") == holder
    assert (holder.chosen_name, how_many(Pass)) == ("Quiet Heron", 1)
    assert pass_of_secret(secret) == holder
    assert pass_of_secret(new_secret()) is None


@pytest.mark.usefixtures("app")
def test_ten_first_bookings_of_one_phone_at_once_share_one_pass(app: Flask) -> None:
    secret, found, barrier = new_secret(), [], threading.Barrier(10)

    def book() -> None:
        with app.app_context():
            barrier.wait()
            holder = in_transaction(lambda: actions.open_pass(secret, now=NOON, language="en"))
            found.append(holder.id)
            db.session.remove()

    threads = [threading.Thread(target=book) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 10
    assert len(set(found)) == 1
    assert (how_many(Pass), how_many(PassKey)) == (1, 1)


@pytest.mark.usefixtures("app")
def test_a_secret_given_up_neither_opens_its_pass_nor_becomes_a_key_again() -> None:
    phone, other_phone = new_secret(), new_secret()
    holder = opened(phone)
    link = a_link(holder)
    with transaction():
        actions.forget_this_phone(phone, now=NOON)
    assert pass_of_secret(phone) is None
    with pytest.raises(Forgotten):
        opened(phone)
    assert how_many(Pass) == 1
    assert spent(link) is not None
    assert opened(other_phone) != holder


@pytest.mark.usefixtures("app")
def test_ten_thousand_secrets_codes_and_names_are_distinct_where_they_must_be() -> None:
    secrets = {new_secret() for _ in range(10_000)}
    assert len(secrets) == 10_000
    assert {len(s) for s in secrets} == {43}
    assert len({s[:8] for s in secrets}) == 10_000
    codes = {speakable_code(KEYS, "MSSK", generation) for generation in range(10_000)}
    assert len(codes) == 10_000
    suggested = {names.suggested_name() for _ in range(10_000)}
    assert len(suggested) > 3000
    assert all(len(name.split()) == 2 for name in suggested)


@pytest.mark.usefixtures("app")
def test_passes_get_distinct_selectors_even_when_few_are_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = opened()
    offered = iter([first.selector, first.selector, "ZZZZ"])
    monkeypatch.setattr("wellness.passes.rules.new_selector", lambda: next(offered))
    assert opened().selector == "ZZZZ"


@pytest.mark.usefixtures("app")
def test_a_chosen_name_is_kept_without_what_cannot_be_seen() -> None:
    holder = opened(name="  Wren\r\nBcc: x\u202e\x00  of   the lake ")
    assert holder.chosen_name == "Wren Bcc: x of the lake"
    with transaction():
        actions.rename(holder, "ñ" * 80)
    assert holder.chosen_name == "ñ" * 60
    with transaction():
        actions.rename(holder, "")
    assert holder.chosen_name == ""


@pytest.mark.usefixtures("app")
def test_an_address_is_found_again_however_it_is_capitalized_and_can_be_taken_back() -> None:
    holder = with_address(opened())
    assert address_of(holder, SEALER) == ADDRESS
    assert passes_of_address(" wren.canary@EXAMPLE.org ", KEYS) == [holder]
    with_address(holder, None)
    assert (holder.email_sealed, holder.email_hash, address_of(holder, SEALER)) == (None,) * 3
    assert passes_of_address(ADDRESS, KEYS) == []


@pytest.mark.usefixtures("app")
def test_an_address_moved_to_another_pass_does_not_open_there() -> None:
    mine, thief = with_address(opened()), opened()
    with transaction():
        db.session.execute(
            update(Pass).where(Pass.id == thief.id).values(email_sealed=mine.email_sealed)
        )
    db.session.refresh(thief)
    with pytest.raises(Unsealable):
        address_of(thief, SEALER)


@pytest.mark.usefixtures("app")
def test_only_the_newest_three_passes_of_an_address_are_written_to() -> None:
    holders = [with_address(opened()) for _ in range(5)]
    assert passes_of_address(ADDRESS, KEYS) == holders[:1:-1]


@pytest.mark.usefixtures("app")
def test_addresses_move_to_a_new_key_and_the_old_one_can_be_given_up() -> None:
    holders = [with_address(opened(), f"{n}@example.org") for n in range(5)] + [opened()]
    new_keys = Keyring("a newer key of the application, long too", (KEYS.current,))
    new_key = "another field key of at least thirty-two characters"
    both = Sealer([new_key, "a field key of at least thirty-two characters"])
    after: int | None = 0
    while after is not None:
        with transaction():
            after = upkeep.reseal_addresses(after=after, limit=2, keys=new_keys, sealer=both)
    alone, only_new = Sealer([new_key]), Keyring(new_keys.current)
    assert [address_of(h, alone) for h in holders] == [f"{n}@example.org" for n in range(5)] + [
        None
    ]
    assert passes_of_address("3@example.org", only_new) == [holders[3]]


@pytest.mark.usefixtures("app")
def test_a_link_opens_the_pass_on_one_other_phone_once() -> None:
    holder = opened()
    token = a_link(holder)
    assert opening_link(token, NOON) is not None
    secret = spent(token)
    assert secret is not None
    assert len(secret) == 43
    assert pass_of_secret(secret) == holder
    assert opening_link(token, NOON) is None
    assert spent(token, page_key="another page") is None


@pytest.mark.usefixtures("app")
def test_pressing_the_same_button_again_gives_the_same_key() -> None:
    token = a_link(opened())
    first = spent(token)
    assert first == spent(token, now=NOON + timedelta(minutes=2))
    assert how_many(PassKey) == 2
    assert spent(token, now=NOON + timedelta(minutes=30)) is None


@pytest.mark.usefixtures("app")
def test_a_phone_forgotten_after_a_link_stays_forgotten() -> None:
    token = a_link(opened())
    secret = spent(token)
    assert secret is not None
    with transaction():
        actions.forget_this_phone(secret, now=NOON)
    assert spent(token) is None


@pytest.mark.usefixtures("app")
def test_a_link_is_worthless_after_thirty_minutes_and_when_unknown() -> None:
    token = a_link(opened())
    assert spent(token, now=NOON + timedelta(minutes=30)) is None
    assert spent(new_secret()) is None
    assert how_many(PassKey) == 1


@pytest.mark.usefixtures("app")
def test_only_one_of_many_phones_pressing_at_once_gets_in(app: Flask) -> None:
    token, found, barrier = a_link(opened()), [], threading.Barrier(6)

    def press(page_key: str) -> None:
        with app.app_context():
            barrier.wait()
            found.append(spent(token, page_key=page_key))
            db.session.remove()

    threads = [threading.Thread(target=press, args=(f"page {n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([secret for secret in found if secret]) == 1
    assert len(found) == 6
    assert how_many(PassKey) == 2


@pytest.mark.usefixtures("app")
def test_at_most_five_links_open_a_pass_at_once() -> None:
    holder = opened()
    tokens = [a_link(holder, NOON + timedelta(seconds=n)) for n in range(7)]
    later = NOON + timedelta(minutes=1)
    assert [opening_link(token, later) is not None for token in tokens] == [False] * 2 + [True] * 5


@pytest.mark.usefixtures("app")
def test_erasing_leaves_a_counted_place_and_no_person() -> None:
    phone = new_secret()
    holder = with_address(opened(phone))
    bystander = with_address(opened(), "other@example.org")
    a_link(holder)
    session = a_session()
    with transaction():
        db.session.add(
            Booking(
                reference=new_reference(),
                bookable_id=session.id,
                pass_id=holder.id,
                status=BookingStatus.ATTENDED,
                created_at=NOON,
                updated_at=NOON,
            )
        )
        db.session.add(a_letter_to(holder))
    with transaction():
        actions.erase(holder)
    booking = db.session.scalars(select(Booking)).one()
    assert (booking.pass_id, booking.seats) == (None, 1)
    assert db.session.scalars(select(Pass)).all() == [bystander]
    assert (how_many(OpeningLink), how_many(Letter), how_many(PassKey)) == (0, 0, 1)
    assert pass_of_secret(phone) is None
    with pytest.raises(Missing), transaction():
        actions.rename(holder, "Ghost")


@pytest.mark.usefixtures("app")
def test_a_copy_of_the_database_holds_no_secret_code_or_address() -> None:
    phone = new_secret()
    holder = with_address(opened(phone))
    tokens = [a_link(holder), a_link(holder)]
    second_phone = spent(tokens[0])
    assert second_phone is not None
    code = speakable_code(KEYS, holder.selector, holder.code_generation)
    dump = dumped()
    assert holder.selector in dump
    for canary in (phone, second_phone, *tokens, "anary", "xample.org", code[5:9], code[10:]):
        assert canary not in dump
    assert any(isinstance(column.type, LargeBinary) for column in Pass.__table__.columns), (
        "the address is kept as ciphertext"
    )


@pytest.mark.usefixtures("app")
def test_what_was_counted_and_old_links_are_forgotten_after_a_day() -> None:
    holder = a_pass()
    a_link(holder)
    with transaction():
        db.session.add(Attempt(key_hash="0" * 64, window_starts_at=NOON, count=3))
    with transaction():
        assert upkeep.forget_the_past(now=NOON + timedelta(hours=23)) == 0
    with transaction():
        assert upkeep.forget_the_past(now=NOON + timedelta(days=2)) == 2
    assert (how_many(Attempt), how_many(OpeningLink)) == (0, 0)


def a_letter_to(holder: Pass) -> Letter:
    return Letter(
        kind="test",
        pass_id=holder.id,
        to_sealed=b"",
        subject="Your place",
        text_body="",
        due_at=NOON,
        created_at=NOON,
    )
