"""What my employer may see: three choices with own data, preview, withdrawal, history."""

from uuid import UUID

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from app.access.permissions import Permission
from app.applicant.choice.forms import ChoiceForm
from app.applicant.choice.shown import (
    block_names,
    candidature_words,
    closed_reason,
    closed_reasons,
    digest_of,
    effects_of,
    view_history,
)
from app.applicant.frame import frame
from app.applicant.words import (
    employer_name,
    employer_obstacle,
    request_obstacle,
    seen_sentence,
)
from app.companies.day import today
from app.consent.deciding import decide, take_back
from app.consent.policy import ChoiceRefused
from app.consent.receipts import receipt_json, receipt_pdf, spaced
from app.consent.services import ConsentLine, consent_line, history
from app.consent.standing import Standing, standing_of
from app.consent.texts import ChoiceTexts, Wordings, wordings
from app.privacy.readers.own import (
    blocks_waiting_for_confirmation,
    own_summary,
    preview_file,
)
from app.privacy.rule import Choice
from app.privacy.view import view_file, view_summary
from app.web.limits import limit
from app.web.portal import absolute_url
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("applicant_choice", __name__)
RECEIPTS_PER_HOUR, HOUR = 30, 3_600
_RECEIPT = "/demandeur/choix/recus/<uuid:consent_id>"


@route(blueprint, "GET", "/demandeur/choix", Permission.OWN_REQUEST)
def ask() -> str | BaseResponse:
    standing = standing_of(acting())
    if standing is None:
        return _to_import()
    return _page(_form(standing), standing)


@route(blueprint, "POST", "/demandeur/choix", Permission.OWN_REQUEST)
def save() -> str | BaseResponse:
    standing = standing_of(acting())
    if standing is None:
        return _to_import()
    form = _form(standing)
    if not form.validate_on_submit():
        return _page(form, standing)
    try:
        decide(acting(), the_actor(), standing.own, form.made)
    except ChoiceRefused:
        flash(_("Ce choix n’est plus possible. Voici ceux qui le sont aujourd’hui."), "danger")
        return redirect(url_for("applicant_choice.ask"), 303)
    after = standing_of(acting())
    if after is not None:
        flash(_("Votre choix est enregistré.") + " " + seen_sentence(after), "success")
    return redirect(url_for("applicant_home.home"), 303)


@route(blueprint, "GET", "/demandeur/choix/apercu", Permission.OWN_REQUEST)
def preview() -> str | BaseResponse:
    standing = standing_of(acting())
    if standing is None:
        return _to_import()
    sensitive = request.args.get("sensibles") == "oui"
    shown = preview_file(acting(), standing.own.request_id, sensitive=sensitive)
    return render_template(
        "applicant/choice/preview.html",
        shell=frame(_("Ce que mon employeur lirait"), "choice"),
        view=view_file(shown),
        sensitive=sensitive,
        with_href=url_for("applicant_choice.preview", sensibles="oui"),
        without_href=url_for("applicant_choice.preview", sensibles="non"),
        back_href=url_for("applicant_choice.ask"),
    )


@route(blueprint, "GET", "/demandeur/choix/retirer", Permission.OWN_REQUEST)
def ask_withdraw() -> str | BaseResponse:
    standing = standing_of(acting())
    if standing is None or standing.running.choice is Choice.ANONYMOUS:
        return redirect(url_for("applicant_home.home"), 303)
    return render_template(
        "applicant/choice/withdraw.html",
        shell=frame(_("Ne plus rien montrer"), "choice"),
        company_name=employer_name(standing.employer),
        action=url_for("applicant_choice.withdraw"),
        back_href=url_for("applicant_home.home"),
    )


@route(blueprint, "POST", "/demandeur/choix/retirer", Permission.OWN_REQUEST)
def withdraw() -> BaseResponse:
    standing = standing_of(acting())
    if standing is not None and standing.running.choice is not Choice.ANONYMOUS:
        take_back(acting(), the_actor(), standing.own)
        flash(_("C’est fait : votre employeur ne voit plus rien."), "success")
    return redirect(url_for("applicant_home.home"), 303)


@route(blueprint, "GET", "/demandeur/choix/historique", Permission.OWN_REQUEST)
def show_history() -> str | BaseResponse:
    standing = standing_of(acting())
    if standing is None:
        return _to_import()
    return render_template(
        "applicant/choice/history.html",
        shell=frame(_("Mes choix"), "choice"),
        lines=view_history(history(acting(), standing.own.request_id), _wordings()),
        back_href=url_for("applicant_choice.ask"),
    )


@route(blueprint, "GET", f"{_RECEIPT}/pdf", Permission.OWN_REQUEST)
def receipt_as_pdf(consent_id: UUID) -> Response:
    line = _own_line(consent_id)
    limit("receipt", str(the_actor().account_id), most=RECEIPTS_PER_HOUR, seconds=HOUR)
    check_page = absolute_url(url_for("public.check_receipt"))
    return _download(receipt_pdf(line, _texts(line), str(get_locale()), check_page), line, "pdf")


@route(blueprint, "GET", f"{_RECEIPT}/json", Permission.OWN_REQUEST)
def receipt_as_json(consent_id: UUID) -> Response:
    line = _own_line(consent_id)
    return _download(receipt_json(line, _texts(line)), line, "json")


def _form(standing: Standing) -> ChoiceForm:
    return ChoiceForm(_open_choices(standing), _wordings().current)


def _wordings() -> Wordings:
    return wordings(acting(), today(acting()))


def _texts(line: ConsentLine) -> ChoiceTexts | None:
    """Those the choice was made under, whatever is read today."""
    return _wordings().of(line.wording_version)


def _own_line(consent_id: UUID) -> ConsentLine:
    """A line of the own history; another's answers like one that does not exist."""
    line = consent_line(acting(), consent_id)
    if line is None:
        raise NotFound
    return line


def _download(content: bytes, line: ConsentLine, ending: str) -> Response:
    answer = make_response(content)
    answer.mimetype = f"application/{ending}"
    name = f"recu-{spaced(line.receipt_code)}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _to_import() -> BaseResponse:
    return redirect(url_for("applicant_importing.number"), 303)


def _open_choices(standing: Standing) -> frozenset[Choice]:
    """Choice 1 always; the others when nothing stands in their way and the policy offers them."""
    if closed_reason(standing) is not None:
        return frozenset({Choice.ANONYMOUS})
    return standing.employer.offered


def _page(form: ChoiceForm, standing: Standing) -> str:
    own = standing.own
    # Always the one on this page, also when an older one was sent.
    form.wording.data = form.texts.version
    options = {int(option.data): option for option in form.choice}
    waiting = blocks_waiting_for_confirmation(acting(), own.request_id)
    company = standing.employer.company
    without = view_file(preview_file(acting(), own.request_id, sensitive=False))
    return render_template(
        "applicant/choice/ask.html",
        shell=frame(_("Ce que mon employeur peut voir"), "choice"),
        form=form,
        options=options,
        promises={int(choice): form.texts.sentence(choice) for choice in Choice},
        effects=effects_of(standing),
        closed={int(c): why for c, why in closed_reasons(standing).items()},
        obstacle=request_obstacle(standing) or employer_obstacle(standing),
        code_missing=standing.employer.code_missing,
        agreement_missing=standing.employer.agreement_missing,
        co_applicants=own.to_co_applicant,
        attachment_href=url_for("applicant_attachment.show"),
        company_name=company.company_name if company.validated else None,
        establishment=company.establishment_label,
        access_rules=standing.employer.policy.access_rules if standing.employer.policy else "",
        summary=view_summary(own_summary(acting(), own.request_id)),
        digest=digest_of(without),
        candidatures=candidature_words(without),
        sensitive_blocks=block_names(),
        waiting_blocks=block_names(waiting) if waiting else (),
        now_level=int(standing.seen),
        now_without_sensitive=standing.seen is Choice.FULL_FILE and not standing.running.sensitive,
        now_sentence=seen_sentence(standing),
        has_choice=standing.running.choice is not Choice.ANONYMOUS,
        action=url_for("applicant_choice.save"),
        later_href=url_for("applicant_home.home"),
        preview_href=url_for("applicant_choice.preview", sensibles="non"),
        history_href=url_for("applicant_choice.show_history"),
        adults_href=url_for("applicant_adults.show"),
        withdraw_href=url_for("applicant_choice.ask_withdraw"),
        employer_href=url_for("applicant_employer.show"),
    )
