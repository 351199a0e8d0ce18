"""The WSGI application, one per web process."""

import atexit

from app.config import read_settings
from app.db.engines import open_database
from app.factory import create_app
from app.web.logs import configure_logs

_settings = read_settings()
configure_logs(production=_settings.production)
_database = open_database(_settings)
_database.refuse_unsafe_logins()
atexit.register(_database.dispose)
application = create_app(_settings, _database)
