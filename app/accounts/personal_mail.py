"""Whether an address looks personal: one at work is read by others and ends with the job."""

# Providers of mailboxes to private persons, in France and abroad, by the numbers of their users.
_NAMES = """
    aliceadsl.fr aol.com aol.fr bbox.fr club-internet.fr cegetel.net dbmail.com fastmail.com
    free.fr gmail.com gmx.com gmx.fr googlemail.com hey.com hotmail.be hotmail.com hotmail.fr
    icloud.com infonie.fr laposte.net libertysurf.fr live.com live.fr mac.com mailfence.com
    mailo.com me.com msn.com neuf.fr noos.fr nordnet.fr numericable.fr orange.fr outlook.com
    outlook.fr pm.me posteo.net proton.me protonmail.com sfr.fr tuta.com tutanota.com voila.fr
    wanadoo.fr yahoo.com yahoo.fr yandex.com ymail.com zaclys.net
"""
_PROVIDERS = frozenset(_NAMES.split())


def looks_personal(email: str) -> bool:
    """Whether the (normalised) address is at a known provider of private mailboxes.

    It depends on the domain alone: saying so tells nothing about accounts.
    """
    return email.rsplit("@", 1)[-1] in _PROVIDERS
