"""Flask-Admin's stock list of one SQLAlchemy model."""

import os

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from sqlalchemy import Date, SmallInteger, String, Uuid, create_engine, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, scoped_session, sessionmaker


class Base(DeclarativeBase):
    pass


class Summary(Base):
    __tablename__ = "summary"
    request_id: Mapped[object] = mapped_column(Uuid, primary_key=True)
    company_id: Mapped[object] = mapped_column(Uuid)
    surname: Mapped[str] = mapped_column(String)
    first_names: Mapped[str] = mapped_column(String)
    sort_name: Mapped[str] = mapped_column(String)
    level: Mapped[int] = mapped_column(SmallInteger)
    visible_since: Mapped[object] = mapped_column(Date)
    siret: Mapped[str] = mapped_column(String)
    current_commune: Mapped[str] = mapped_column(String)
    employer_name: Mapped[str] = mapped_column(String)


class SummaryView(ModelView):
    page_size = 50
    column_default_sort = "sort_name"
    column_list = ("surname", "first_names", "level", "visible_since", "siret", "current_commune",
                   "employer_name")  # fmt: skip

    def _visible(self, query):
        return query.filter(Summary.company_id == os.environ["RIVAL_COMPANY"], Summary.level > 1)

    def get_query(self):
        return self._visible(self.session.query(Summary))

    def get_count_query(self):
        return self._visible(self.session.query(func.count("*")).select_from(Summary))


_url = os.environ["RIVAL_DSN"].replace("postgresql://", "postgresql+psycopg://", 1)
_session = scoped_session(sessionmaker(bind=create_engine(_url)))
application = Flask(__name__)
application.config["SECRET_KEY"] = "bench"
application.teardown_appcontext(lambda _error: _session.remove())
Admin(application, name="bench").add_view(SummaryView(Summary, _session))
