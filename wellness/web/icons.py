"""Icons drawn into the page: Lucide's shapes, shown beside a word and never instead of one."""

from functools import lru_cache
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import fromstring
from flask import Flask
from lucide import IconDoesNotExist
from lucide.jinja import lucide
from markupsafe import Markup

FALLBACK = "circle"
SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"


@lru_cache(maxsize=512)
def icon(name: str, size: int = 20) -> Markup:
    """The Lucide icon `name` as inline SVG of `size` CSS pixels, hidden from screen readers.

    Stroke and fill come from the style sheet (`.icon`), which keeps long lists light. A name that
    Lucide doesn't have (categories are typed by people) is drawn as a plain circle.
    """
    try:
        drawn = lucide(name, size=size)
    except IconDoesNotExist:
        drawn = lucide(FALLBACK, size=size)
    shapes = "".join(_shape(child) for child in fromstring(drawn))
    return Markup(  # noqa: S704 - the shapes come from the package, nothing from outside
        f'<svg class="icon" width="{size:d}" height="{size:d}" viewBox="0 0 24 24" '
        f'aria-hidden="true">{shapes}</svg>'
    )


def _shape(element: ET.Element) -> str:
    element.tag = element.tag.removeprefix(SVG_NAMESPACE)
    element.tail = None
    return ET.tostring(element, encoding="unicode").replace(" />", "/>")


def init_app(app: Flask) -> None:
    """Let every template draw icons: {{ icon("calendar-days") }}."""
    app.jinja_env.globals["icon"] = icon
