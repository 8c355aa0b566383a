from flask import Blueprint

blueprint = Blueprint("hub", __name__)
