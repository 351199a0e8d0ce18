"""Every permission of the product, and which role holds it: one table, read by code and docs.

May this *user* do it? is answered here. Is this *act* allowed in this *state*? is answered by the
capability's policy.
"""

from enum import Enum


class Permission(Enum):
    """What a route asks for. The value is the sentence of the generated documentation."""

    PUBLIC = "open to everybody, signed in or not"
    PASS_SECOND_FACTOR = "set up or pass one's own second factor"  # noqa: S105
    BE_SIGNED_IN = "be signed in, whatever the role"
    # employer
    SEE_OWN_COMPANY = "see the company's home and who one acts for"
    LIST_APPLICANTS = "list the applicants who show something"
    READ_SUMMARY = "read a summary"
    OPEN_FILE = "open a full file, for a stated purpose"
    PRINT_SUMMARY = "print a summary"
    PRINT_FILE = "print a full file"
    SEE_SCALE = "see the company's scale of points"
    SEE_POINTS_FIGURES = "see the budget of points and its use, without anybody"
    SEE_LEDGER = "read the ledger of points"
    SET_SCALE = "publish the scale, the budget and the cap of points"
    SUPPORT = "support candidatures of open files, suggest dwellings"
    AWARD_POINTS = "award points, take them back, answer contests"
    SEE_COMPANY_PAGES = "see the company's establishments, codes, policy and notifications"
    MANAGE_CODES = "create, change, replace and suspend Company Codes"
    SET_POLICY = "set the company's policy"
    MANAGE_TEAM = "invite colleagues, give and end their rights"
    SEE_APPROVALS = "see what waits for a second person, and do one's own once it is agreed to"
    ANSWER_APPROVALS = "agree to a colleague's export or award over the limit, or refuse it"
    SEE_PERSON_ACTS = "see what the company did about one visible applicant"
    READ_OWN_JOURNAL = "read the journal of the company's own acts"
    EXPORT_OWN_JOURNAL = "export the journal of the company's own acts"
    SEE_REPORTS = "see, open and stop one's own reports"
    PRINT_COMPANY = "print the company's periodic report, with everybody visible"
    EXPORT_LIST = "export the list of visible applicants for a spreadsheet"
    PRINT_COMMITTEE = "print figures for the works council"
    PRINT_POSTER = "print the poster of a Company Code"
    # staff
    SEE_STAFF_HOME = "see the staff's home"
    SEE_COMPANIES = "search and see companies"
    SEE_AS_COMPANY = "see a company's pages as its users do, filled with invented people"
    PRINT_STATISTICS = "print figures on a company or on the network"
    SEE_STATISTICS = "see and export the network's figures, month by month"
    MANAGE_COMPANIES = "create, verify, suspend companies, issue codes, invite owners"
    HANDLE_JOINING = "check and decide requests to join, with their proofs of mandate"
    SETTLE_CONTESTS = "settle contested points where the company has nobody else"
    HANDLE_CASES = "read and answer what people write to Action Logement"
    SEE_QUEUE = "see the queue of candidatures, which names nobody"
    CHECK_FILES = "open an applicant's file, for a stated purpose"
    DECIDE_CANDIDATURES = "validate, refuse and transmit candidatures, enter landlords' results"
    MANAGE_OFFERS = "see and enter landlords' offers"
    SEE_WEIGHTS = "see the ranking's weights"
    SET_WEIGHTS = "set the ranking's weights"
    SEE_TABLES = "see the dated tables: ceilings, zones, calendar, registration sites, texts"
    SET_TABLES = "load a new version of a dated table, for a day to come"
    SEE_PRIORITY_SHARE = "see the share of attributions that went to priority households"
    READ_JOURNALS = "search the journals, each search being a line of them"
    EXPORT_JOURNALS = "export what a search in the journals finds"
    CHECK_JOURNALS = "see whether the journal's chain holds, and have it verified"
    SEE_OPERATIONS = "see how the service runs: queues, backups, verifications"
    MANAGE_STAFF = "open staff accounts, change their role, end them"
    MANAGE_LANDLORD_KEYS = "make and withdraw the keys of landlords' systems"
    # landlords' systems
    SEND_AS_LANDLORD = "send offers and decisions of the landlord whose key it is"
    # applicant
    OWN_REQUEST = "import, see and drive one's own request"


_EMPLOYER_READER = frozenset(
    {
        Permission.SEE_OWN_COMPANY,
        Permission.SEE_COMPANY_PAGES,
        Permission.LIST_APPLICANTS,
        Permission.READ_SUMMARY,
        Permission.PRINT_SUMMARY,
        Permission.SEE_REPORTS,
    }
)
_REPORTER = frozenset(
    {
        Permission.PRINT_COMPANY,
        Permission.PRINT_COMMITTEE,
        Permission.PRINT_POSTER,
        Permission.EXPORT_LIST,
    }
)
_POINTS_READER = frozenset({Permission.SEE_SCALE, Permission.SEE_POINTS_FIGURES})
_POINTS_MANAGER = _POINTS_READER | {
    Permission.SEE_LEDGER,
    Permission.SEE_PERSON_ACTS,
    Permission.SEE_APPROVALS,
    Permission.ANSWER_APPROVALS,
    Permission.AWARD_POINTS,
}
_FILE_OPENER = frozenset({Permission.SUPPORT, Permission.OPEN_FILE, Permission.PRINT_FILE})
_RUNS_COMPANY = frozenset(
    {
        Permission.MANAGE_CODES,
        Permission.SET_POLICY,
        Permission.MANAGE_TEAM,
        Permission.READ_OWN_JOURNAL,
        Permission.EXPORT_OWN_JOURNAL,
    }
)

ROLE_GRANTS: dict[tuple[str, str], frozenset[Permission]] = {
    ("employer", "OWNER"): _EMPLOYER_READER
    | _FILE_OPENER
    | _POINTS_MANAGER
    | _RUNS_COMPANY
    | _REPORTER
    | {Permission.SET_SCALE},
    ("employer", "MANAGER"): _EMPLOYER_READER | _FILE_OPENER | _POINTS_MANAGER | _REPORTER,
    ("employer", "READER"): _EMPLOYER_READER | {Permission.SEE_SCALE},
    ("employer", "COMMISSION"): _POINTS_READER
    | {
        Permission.SEE_OWN_COMPANY,
        Permission.SEE_COMPANY_PAGES,
        Permission.SEE_REPORTS,
        Permission.PRINT_COMMITTEE,
    },
    # What is left of any role while the company is not active.
    ("employer", "SUSPENDED"): frozenset({Permission.SEE_OWN_COMPANY}),
    ("staff", "COMPANY_MANAGER"): frozenset(
        {
            Permission.SEE_STAFF_HOME,
            Permission.SEE_COMPANIES,
            Permission.SEE_AS_COMPANY,
            Permission.MANAGE_COMPANIES,
            Permission.HANDLE_JOINING,
            Permission.PRINT_STATISTICS,
        }
    ),
    ("staff", "ADVISER"): frozenset(
        {
            Permission.SEE_STAFF_HOME,
            Permission.SEE_COMPANIES,
            Permission.SEE_AS_COMPANY,
            Permission.SEE_QUEUE,
            Permission.CHECK_FILES,
            Permission.DECIDE_CANDIDATURES,
            Permission.MANAGE_OFFERS,
            Permission.SEE_WEIGHTS,
            Permission.SEE_TABLES,
            Permission.SEE_PRIORITY_SHARE,
            Permission.HANDLE_CASES,
            Permission.SETTLE_CONTESTS,
        }
    ),
    ("staff", "AUDITOR"): frozenset(
        {
            Permission.READ_JOURNALS,
            Permission.EXPORT_JOURNALS,
            Permission.CHECK_JOURNALS,
            Permission.SEE_STAFF_HOME,
            Permission.SEE_COMPANIES,
            Permission.SEE_AS_COMPANY,
            Permission.PRINT_STATISTICS,
            Permission.SEE_STATISTICS,
            Permission.SEE_WEIGHTS,
            Permission.SEE_TABLES,
            Permission.SEE_PRIORITY_SHARE,
        }
    ),
    ("staff", "ADMINISTRATOR"): frozenset(
        {
            Permission.SEE_STAFF_HOME,
            Permission.SEE_COMPANIES,
            Permission.SEE_AS_COMPANY,
            Permission.PRINT_STATISTICS,
            Permission.MANAGE_COMPANIES,
            Permission.HANDLE_JOINING,
            Permission.HANDLE_CASES,
            Permission.SEE_WEIGHTS,
            Permission.SEE_TABLES,
            Permission.SET_WEIGHTS,
            Permission.SET_TABLES,
            Permission.MANAGE_LANDLORD_KEYS,
            Permission.MANAGE_STAFF,
            Permission.SEE_OPERATIONS,
        }
    ),
    ("landlord", "LANDLORD"): frozenset({Permission.SEND_AS_LANDLORD}),
    ("applicant", "APPLICANT"): frozenset({Permission.OWN_REQUEST}),
}

# Withdrawn from a membership whose flag is off, whatever its role grants. `unlimited` is off where
# it is limited to some establishments.
FLAGGED: dict[Permission, str] = {
    Permission.OPEN_FILE: "may_open_files",
    Permission.PRINT_FILE: "may_open_files",
    # It carries the list of everybody, for a spreadsheet.
    Permission.PRINT_COMPANY: "may_export",
    Permission.EXPORT_LIST: "may_export",
    Permission.SUPPORT: "may_open_files",
    Permission.SEE_POINTS_FIGURES: "unlimited",
    Permission.SEE_LEDGER: "unlimited",
    Permission.SEE_PERSON_ACTS: "unlimited",
    Permission.ANSWER_APPROVALS: "unlimited",
    Permission.SET_SCALE: "unlimited",
    Permission.MANAGE_CODES: "unlimited",
    Permission.SET_POLICY: "unlimited",
    Permission.MANAGE_TEAM: "unlimited",
    Permission.READ_OWN_JOURNAL: "unlimited",
    Permission.EXPORT_OWN_JOURNAL: "may_export_whole",
}
