"""`portail staff`: the first accounts of Action Logement, made on the machine itself.

Nothing here prints an address: what a command says may end in a journal.
"""

import sys

import click
from sqlalchemy import Connection, select

from app.accounts.addresses import BadAddress, normal_email
from app.accounts.models import staff_account
from app.accounts.opening import open_staff_account
from app.accounts.password_rules import PasswordFault, password_faults
from app.accounts.passwords import hash_password
from app.config import BadSettings, read_settings
from app.db.embedded import EmbeddedUnavailable
from app.db.engines import open_database
from app.db.transaction import transaction

ROLES = ("COMPANY_MANAGER", "ADVISER", "AUDITOR", "ADMINISTRATOR")
_REASONS = {
    PasswordFault.TOO_SHORT: "12 caractères au moins",
    PasswordFault.TOO_LONG: "256 caractères au plus",
    PasswordFault.IS_USER_NAME: "différent de l’adresse et du nom",
    PasswordFault.COMMON: "moins courant",
}


@click.group()
def staff() -> None:
    """Accounts of Action Logement's staff."""


@staff.command("add")
@click.option("--email", required=True)
@click.option("--name", required=True, help="First name and surname.")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(email: str, name: str, role: str, password_stdin: bool) -> None:
    """Open a staff account; prints its reference."""
    try:
        address = normal_email(email)
    except BadAddress:
        raise click.BadParameter("ce n’est pas une adresse e-mail", param_hint="--email") from None
    if not name.strip() or len(name) > 120 or not name.isprintable():
        raise click.BadParameter("1 à 120 caractères visibles", param_hint="--name")
    password = _password(password_stdin)
    faults = password_faults("staff", password, (address, name))
    if faults:
        wanted = ", ".join(_REASONS[f] for f in faults)
        raise click.ClickException(f"Mot de passe refusé : {wanted}.")
    click.echo(f"Compte ouvert : {_opened(address, name.strip(), role, hash_password(password))}")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = click.prompt("Mot de passe", hide_input=True, confirmation_prompt=True)
    return asked


def _opened(address: str, name: str, role: str, password_hash: str) -> str:
    """The new account's reference. Raises ClickException when the address has one."""
    try:
        database = open_database(read_settings())
    except (BadSettings, EmbeddedUnavailable) as error:
        raise click.ClickException(str(error)) from error
    try:
        with transaction(database, "signin") as tx:
            opened = open_staff_account(
                tx, email=address, full_name=name, role=role, password_hash=password_hash
            )
            if opened is None:
                raise click.ClickException("Cette adresse a déjà un compte.")
            return _reference(tx, opened)
    finally:
        database.dispose()


def _reference(tx: Connection, account_id: object) -> str:
    reference: str = tx.execute(
        select(staff_account.c.reference).where(staff_account.c.id == account_id)
    ).scalar_one()
    return reference
