"""Django's stock list: the admin's changelist of one unmanaged model, with a signed-in user.

`python django_page.py` makes Django's own tables (in a schema of their own) and prints a cookie.
"""

import os
import sys

import django
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

_dsn = conninfo_to_dict(os.environ["RIVAL_DSN"])
settings.configure(
    SECRET_KEY="bench", DEBUG=False, ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__,
    USE_TZ=True, LANGUAGE_CODE="fr", STATIC_URL="/static/",
    INSTALLED_APPS=["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
                    "django.contrib.sessions", "django.contrib.messages"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware",
                "django.middleware.common.CommonMiddleware",
                "django.middleware.csrf.CsrfViewMiddleware",
                "django.contrib.auth.middleware.AuthenticationMiddleware",
                "django.contrib.messages.middleware.MessageMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
                "OPTIONS": {"context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages"]}}],
    DATABASES={"default": {
        "ENGINE": "django.db.backends.postgresql", "NAME": _dsn["dbname"], "USER": _dsn["user"],
        "HOST": _dsn["host"], "PORT": _dsn.get("port", ""), "CONN_MAX_AGE": None,
        "OPTIONS": {"options": "-c search_path=rivals,public"}}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)  # fmt: skip
django.setup()

from django.contrib import admin  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.urls import path  # noqa: E402


class Summary(models.Model):
    request_id = models.UUIDField(primary_key=True)
    company_id = models.UUIDField()
    surname = models.TextField()
    first_names = models.TextField()
    sort_name = models.TextField()
    level = models.SmallIntegerField()
    visible_since = models.DateField()
    siret = models.TextField()
    current_commune = models.TextField()
    employer_name = models.TextField()

    class Meta:
        app_label = "admin"
        managed = False
        db_table = "summary"
        ordering = ("sort_name",)


@admin.register(Summary)
class SummaryAdmin(admin.ModelAdmin):
    list_per_page = 50
    list_display = ("surname", "first_names", "level", "visible_since", "siret", "current_commune",
                    "employer_name")  # fmt: skip

    def get_queryset(self, request):
        company = os.environ["RIVAL_COMPANY"]
        return super().get_queryset(request).filter(company_id=company, level__gt=1)


urlpatterns = [path("admin/", admin.site.urls)]
application = get_wsgi_application()


def prepare() -> None:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS rivals")
    call_command("migrate", verbosity=0)
    user = User.objects.filter(username="bench").first()
    user = user or User.objects.create_superuser("bench", "bench@example.org", "-")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    sys.stdout.write(f"sessionid={session.session_key}")


if __name__ == "__main__":
    prepare()
