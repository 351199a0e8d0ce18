"""Imports every module that declares tables, so that one MetaData knows them all."""

import app.accounts.models
import app.approvals.models
import app.audit.models
import app.candidatures.models
import app.companies.models
import app.dated.models
import app.inbox.models
import app.jobs.models
import app.joining.models
import app.landlords.models
import app.notifications.models
import app.offers.models
import app.operations.models
import app.points.models
import app.privacy.adviser_models
import app.privacy.models
import app.reports.models
import app.sirene.models
import app.statistics.models
import app.support.models  # noqa: F401
from app.db.base import metadata

ALL_TABLES = metadata.tables
