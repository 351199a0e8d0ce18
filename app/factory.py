"""create_app(): the only file that knows every door."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask
from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix

import admin
import app.applicant
import employer
from app import landlord_api, public
from app.accounts.login import install_login
from app.config import Settings
from app.db.engines import Database
from app.web.cookies import DoorSessions
from app.web.csrf import CsrfByEitherKey
from app.web.errors import add_error_pages
from app.web.headers import add_headers
from app.web.input import refuse_unstorable_text
from app.web.languages import choose_language, install_words
from app.web.portal import Portal
from app.web.route import OneMethodRule
from app.web.templating import prepare_templates
from app.web.uploads import take_files_where_asked


def create_app(settings: Settings, database: Database) -> Flask:
    """The web application of one installation."""
    flask = Flask(
        "app", template_folder="../templates", static_folder="static", static_url_path="/static"
    )
    https = settings.public_url.startswith("https://")
    flask.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=[settings.former_secret_key] if settings.former_secret_key else None,
        MAX_CONTENT_LENGTH=1_000_000,
        MAX_FORM_PARTS=500,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="fr",
        BABEL_TRANSLATION_DIRECTORIES="translations",
    )
    if settings.production:
        flask.config["TRUSTED_HOSTS"] = [urlsplit(settings.public_url).hostname]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        flask.wsgi_app = ProxyFix(flask.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    flask.extensions["portal"] = Portal(settings, database)
    flask.url_rule_class = OneMethodRule
    flask.session_interface = DoorSessions()
    take_files_where_asked(flask)
    prepare_templates(flask)
    Babel(flask, locale_selector=choose_language)
    install_words(flask)
    refuse_unstorable_text(flask)
    CsrfByEitherKey(flask)
    install_login(flask)
    add_headers(flask, https=https)
    add_error_pages(flask, flask.jinja_env)
    for door in (public, employer, admin, app.applicant, landlord_api):
        door.register(flask)
    return flask
