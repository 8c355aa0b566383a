"""Every "no" of the domain becomes an answer here, and nowhere else."""

from http import HTTPStatus

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from wellness.database import db, is_busy
from wellness.errors import Busy, Missing, Refusal

RETRY_SECONDS = 3
_HAS_A_PAGE = {403, 404, 405, 409, 413, 422, 429, 500, 503}


def wants_json() -> bool:
    """Whether the client asked for JSON rather than a page."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json" or request.path.startswith("/api/")


def answer(status: int, error: str, message: str, **facts: object) -> Response:
    """A "no" as a page for people or as {"error", "message"} for programs."""
    if wants_json():
        said = message or f"{error.replace('_', ' ').capitalize()}."
        response = jsonify({"error": error, "message": said})
    else:
        page = f"errors/{status if status in _HAS_A_PAGE else 500}.html"
        response = make_response(render_template(page, message=message, error=error, **facts))
    response.status_code = status
    return response


def busy(_error: object) -> Response:
    """503 with Retry-After: nothing was changed, asking again is safe."""
    db.session.rollback()
    g.is_busy = True
    response = answer(503, "busy", "")
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _http_error(error: HTTPException) -> Response | HTTPException:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if status < HTTPStatus.BAD_REQUEST:
        return error
    shown = HTTPStatus.UNPROCESSABLE_ENTITY if status == HTTPStatus.BAD_REQUEST else status
    response = answer(shown, str(error.name).lower().replace(" ", "_"), "")
    response.status_code = status
    for header, value in error.get_headers():
        if header.lower() in {"allow", "retry-after"}:
            response.headers[header] = value
    return response


def _database_error(error: OperationalError) -> Response:
    if is_busy(error):
        return busy(error)
    current_app.logger.error("database error", exc_info=error)
    return answer(HTTPStatus.INTERNAL_SERVER_ERROR, "fault", "")


def init_app(app: Flask) -> None:
    """Answer refusals, missing things and faults the same way everywhere."""
    app.register_error_handler(Refusal, lambda e: answer(409, e.code, e.sentence))
    app.register_error_handler(Missing, lambda _: answer(404, "not_found", ""))
    app.register_error_handler(CSRFError, lambda _: answer(403, "stale_form", ""))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Busy, busy)
    app.register_error_handler(PoolTimeout, busy)
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(500, lambda _: answer(500, "fault", ""))
