"""The calendars of one pass: make, look after, stop. An address is shown once, when it is made."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Response, flash, make_response, redirect, render_template
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.feeds import actions
from wellness.feeds.forms import FeedForm
from wellness.feeds.models import Feed
from wellness.feeds.queries import feeds_of, get_feed
from wellness.feeds.subscribing import Subscription
from wellness.feeds.views.ground import blueprint, room
from wellness.passes.access import the_pass
from wellness.web.access import Who, open_to
from wellness.web.qr import qr_code

MY_FEEDS = "/me/feeds"


@blueprint.get("/me/feeds")
@open_to(Who.HOLDER)
def mine() -> Response:
    """Which calendars this pass has, when each was last fetched, and a form for another."""
    discreet = not the_pass().wants_full_titles
    return _list_page(FeedForm(formdata=None, data={"is_discreet": discreet}))


def _list_page(form: FeedForm, status: int = HTTPStatus.OK) -> Response:
    feeds = feeds_of(the_pass().id)
    page = render_template(
        "feeds/mine.html", feeds=feeds, form=form, most=actions.MOST_FEEDS, here="plan"
    )
    return make_response(page, status)


@blueprint.post("/me/feeds")
@open_to(Who.HOLDER)
def make() -> Response:
    """A new address, shown now and never again."""
    form, holder, now = FeedForm(), the_pass(), clock.now()
    if not form.validate():
        return _list_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _shown_once(
        lambda: actions.make_feed(
            holder.id,
            label=form.label.data,
            is_discreet=form.is_discreet.data,
            alarm_minutes=form.alarm_minutes,
            now=now,
        )
    )


@blueprint.post("/me/feeds/<int:feed_id>/replace")
@open_to(Who.HOLDER)
def replace(feed_id: int) -> Response:
    """The same calendar under a new address; the old one answers no more."""
    holder, now = the_pass(), clock.now()
    return _shown_once(lambda: actions.replace_feed(holder.id, feed_id, now=now))


def _shown_once(work: Callable[[], tuple[Feed, str]]) -> Response:
    feed, token = in_transaction(work)
    address = f"{room().house.base_url}/c/{token}.ics"
    subscription = Subscription(feed.label or str(gettext("My plan")), address)
    page = render_template(
        "feeds/made.html",
        feed=feed,
        subscription=subscription,
        qr=qr_code(subscription.webcal),
        here="plan",
    )
    return make_response(page)


@blueprint.get("/me/feeds/<int:feed_id>")
@open_to(Who.HOLDER)
def settings(feed_id: int) -> Response:
    """What one calendar is called and what it shows."""
    feed = get_feed(the_pass().id, feed_id)
    alarm = "" if feed.alarm_minutes is None else str(feed.alarm_minutes)
    return _settings_page(feed, FeedForm(formdata=None, obj=feed, data={"alarm": alarm}))


def _settings_page(feed: Feed, form: FeedForm, status: int = HTTPStatus.OK) -> Response:
    page = render_template("feeds/settings.html", feed=feed, form=form, here="plan")
    return make_response(page, status)


@blueprint.post("/me/feeds/<int:feed_id>")
@open_to(Who.HOLDER)
def change(feed_id: int) -> Response:
    """Keep what was chosen for one calendar."""
    form, holder, now = FeedForm(), the_pass(), clock.now()
    if not form.validate():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _settings_page(get_feed(holder.id, feed_id), form, status)
    in_transaction(
        lambda: actions.change_feed(
            holder.id,
            feed_id,
            label=form.label.data,
            is_discreet=form.is_discreet.data,
            alarm_minutes=form.alarm_minutes,
            now=now,
        )
    )
    return _back(gettext("Kept. Your app shows it the next time it looks."))


@blueprint.post("/me/feeds/<int:feed_id>/stop")
@open_to(Who.HOLDER)
def stop(feed_id: int) -> Response:
    """Let one address answer no more."""
    holder, now = the_pass(), clock.now()
    in_transaction(lambda: actions.stop_feed(holder.id, feed_id, now=now))
    return _back(gettext("Stopped. Nobody gets anything from that address any more."))


def _back(news: str) -> Response:
    flash(news, "done")
    return make_response(redirect(MY_FEEDS, HTTPStatus.SEE_OTHER))
