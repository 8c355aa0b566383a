"""The calendars of staff: make, look after, stop. An address is shown once, when it is made."""

from http import HTTPStatus

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from wellness import clock
from wellness.calendars.events import EventFacts
from wellness.database import in_transaction
from wellness.feeds import actions
from wellness.feeds.forms import StaffFeedForm
from wellness.feeds.models import FeedKind
from wellness.feeds.of_staff import Reader, led_sessions
from wellness.feeds.queries import staff_feeds_of
from wellness.feeds.staff_calendars import draft_entries, leading_entries
from wellness.feeds.subscribing import Subscription
from wellness.feeds.views.ground import blueprint, room
from wellness.feeds.views.offered import LOOKS, PREVIEWED
from wellness.planner.queries.board import board_of
from wellness.residencies.queries.supporting import support_ids
from wellness.staff.access import (
    Section,
    memberships,
    open_to_staff,
    roles_here,
    the_account,
    the_festival,
    the_hand,
)
from wellness.staff.rules import LEADERS, PLANNERS
from wellness.web.qr import qr_code

SECTIONS = (Section(85, "feeds.of_staff", lazy_gettext("Calendars"), "calendar-sync"),)
READERS = PLANNERS | LEADERS


@blueprint.get("/staff/<slug>/feeds")
@open_to_staff(READERS)
def of_staff(slug: str) -> ResponseReturnValue:  # noqa: ARG001 - read by the_festival
    """Which calendars somebody made for their work here, and when each was last fetched."""
    festival = the_festival()
    page: str = render_template(
        "feeds/team.html",
        festival=festival,
        feeds=staff_feeds_of(the_account().id, festival.id),
        kinds=_kinds(),
        previews={kind: _preview(kind) for kind in _kinds()},
        most=actions.MOST_FEEDS,
        looks=LOOKS,
    )
    return page


@blueprint.get("/staff/<slug>/feeds/new")
@open_to_staff(READERS, proved=True)
def new_of_staff(slug: str) -> ResponseReturnValue:  # noqa: ARG001 - read by the_festival
    """What a new calendar should hold."""
    form = StaffFeedForm(formdata=None)
    form.offer(_kinds())
    return _form_page(form)


@blueprint.post("/staff/<slug>/feeds/new")
@open_to_staff(READERS, proved=True)
def make_of_staff(slug: str) -> ResponseReturnValue:  # noqa: ARG001 - read by the_festival
    """A new address, shown now and never again."""
    form, kinds = StaffFeedForm(), _kinds()
    form.offer(kinds)
    if not form.validate():
        return _form_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    festival, account, hand, now = the_festival(), the_account(), the_hand(), clock.now()
    kind = FeedKind(form.kind.data)
    feed, token = in_transaction(
        lambda: actions.make_staff_feed(
            account.id, festival.id, kind=kind, label=form.label.data, hand=hand, now=now
        )
    )
    address = f"{room().house.base_url}/c/{token}.ics"
    subscription = Subscription(f"{festival.name}: {_name(kind)}", address)
    page = render_template(
        "feeds/team_made.html",
        festival=festival,
        feed=feed,
        subscription=subscription,
        qr=qr_code(subscription.webcal),
    )
    return make_response(page)


@blueprint.post("/staff/<slug>/feeds/<int:feed_id>/stop")
@open_to_staff(READERS)
def stop_of_staff(slug: str, feed_id: int) -> ResponseReturnValue:
    """Let one address answer no more."""
    festival, account, hand, now = the_festival(), the_account(), the_hand(), clock.now()
    in_transaction(
        lambda: actions.stop_staff_feed(account.id, festival.id, feed_id, hand=hand, now=now)
    )
    flash(gettext("Stopped. Nobody gets anything from that address any more."), "done")
    return redirect(url_for("feeds.of_staff", slug=slug), HTTPStatus.SEE_OTHER)


def _form_page(form: StaffFeedForm, status: int = HTTPStatus.OK) -> Response:
    page = render_template("feeds/team_new.html", festival=the_festival(), form=form)
    return make_response(page, status)


def _kinds() -> list[FeedKind]:
    """What the person's roles let them follow."""
    roles = roles_here()
    has_own = roles & LEADERS or support_ids(the_account().id, the_festival().id)
    offered = ((FeedKind.MINE, has_own), (FeedKind.DRAFT, roles & PLANNERS))
    return [kind for kind, may in offered if may]


def _preview(kind: FeedKind) -> list[EventFacts]:
    """The first entries that are not over, as an app will show them; else the very first."""
    festival, house, now = the_festival(), room().house, clock.now()
    leads = tuple(sorted(m.facilitator_id for m in memberships() if m.facilitator_id is not None))
    account = the_account()
    reader = Reader(festival, account.language, leads, support_ids(account.id, festival.id))
    if kind is FeedKind.MINE:
        entries = leading_entries(reader, led_sessions(reader), house=house)
    else:
        board = board_of(festival)
        entries = draft_entries(reader, board, [], house=house, changed_at=now)
    entries.sort(key=lambda each: each.starts_at)
    return ([each for each in entries if each.ends_at > now] or entries)[:PREVIEWED]


def _name(kind: FeedKind) -> str:
    return str(gettext("my sessions") if kind is FeedKind.MINE else gettext("draft"))
