"""Notifications: what happened, what waits to be done, how often a mail comes."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.companies.notice_words import NOTICES, OTHER_NOTICE
from app.db.transaction import NoContext
from app.notifications.notices import (
    Notice,
    choose_digest,
    digest_of,
    mark_seen,
    read_notices,
)
from app.privacy.readers.employer_figures import count_newly_visible
from app.web.formats import long_date, long_moment
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.company.blueprint import blueprint, page
from employer.company.forms import DigestForm
from employer.company.waiting import ending_codes, has_single_owner

NEW_DAYS = 7
Task = tuple[str, str, str]


@route(blueprint, "GET", "/employeur/notifications", Permission.SEE_COMPANY_PAGES)
def notifications() -> str:
    notices = read_notices(acting(), _me())
    form = DigestForm(data={"digest": digest_of(acting(), _me())})
    shown = page(
        "notifications",
        _("Notifications"),
        "notifications",
        tasks=_tasks(),
        notices=tuple(_shown(one) for one in notices),
        form=form,
        action=url_for(".save_digest"),
    )
    mark_seen(acting(), _me())
    return shown


@route(blueprint, "POST", "/employeur/notifications", Permission.SEE_COMPANY_PAGES)
def save_digest() -> Response:
    form = DigestForm()
    if form.validate_on_submit():
        choose_digest(acting(), _me(), form.digest.data)
        flash(_("Votre choix est enregistré."), "success")
    return redirect(url_for(".notifications"), 303)


def _me() -> UUID:
    membership_id = the_actor().membership_id
    if membership_id is None:
        raise NoContext
    return membership_id


def _shown(notice: Notice) -> tuple[str, str, str, bool]:
    words, icon = NOTICES.get(notice.kind, OTHER_NOTICE)
    return str(words), long_moment(notice.at), icon, notice.fresh


def _tasks() -> tuple[Task, ...]:
    """(words, icon, address) of what waits: read now, so that it counts visible people only."""
    return (*_new_people(), *_ending_codes(), *_single_owner())


def _new_people() -> tuple[Task, ...]:
    if not the_actor().may(Permission.LIST_APPLICANTS):
        return ()
    fresh = count_newly_visible(acting(), the_actor(), NEW_DAYS)
    words = ngettext(
        "%(num)s salarié se montre depuis cette semaine",
        "%(num)s salariés se montrent depuis cette semaine",
        fresh,
    )
    return ((words, "users", url_for("employer_applicants.applicant_list")),) if fresh else ()


def _ending_codes() -> tuple[Task, ...]:
    return tuple(
        (
            _("Le code «\u00a0%(label)s\u00a0» se termine le %(day)s", label=one.label,
              day=long_date(one.ends_on)),
            "clock",
            url_for(".codes"),
        )
        for one in ending_codes()
    )  # fmt: skip


def _single_owner() -> tuple[Task, ...]:
    words = _("Une seule personne titulaire\u00a0: nommez-en une seconde")
    return ((words, "user-plus", url_for(".team")),) if has_single_owner() else ()
