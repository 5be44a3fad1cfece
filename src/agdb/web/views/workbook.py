"""Handing in by workbook: the form of the deliveries, with a row for each open request."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import xlsxwriter
from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from agdb.errors import AgdbError, DeskError
from agdb.files.media import MEDIA_TYPES
from agdb.files.recorded import RecordedFile
from agdb.sources.delivery.rows import table
from agdb.sources.delivery.template import (
    COLUMNS,
    DESCRIPTION,
    FIGURES,
    cell_text,
    manifest_from_sheets,
)
from agdb.sources.formats.workbook import is_workbook, read_workbook
from agdb.web import clock
from agdb.web.desk import handins
from agdb.web.desk.models import DataRequest
from agdb.web.desk.refusals import InvalidError, Mistake
from agdb.web.desk.requests import waiting
from agdb.web.desk.roles import Actor, Role
from agdb.web.language import active
from agdb.web.security import UPLOAD_MOST
from agdb.web.views.forms import DeskForm, Question, form_page, has_hint, sentence
from agdb.web.views.home import all_named
from agdb.web.views.page import desk_page, done
from agdb.web.wording import say

_COLUMNS: Final = (
    ("request", "dimension"), ("initiative", "ignore"), ("what", "ignore"), ("kind", "ignore"),
    ("period", "period"), ("value", "value"), ("not_counted", "ignore"), ("unit", "ignore"),
    ("method", "ignore"), ("source", "ignore"), ("text", "ignore"),
)  # fmt: skip
_MADE: Final = datetime(2026, 1, 1)  # noqa: DTZ001 -- a fixed date, so that the bytes are the same
_MOST_ROWS: Final = 500


class WorkbookForm(DeskForm):
    """One file."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, files: Any = None) -> None:
        super().__init__(data, files=files)
        self.fields["file"] = forms.FileField(required=False, allow_empty_file=True)
        hint = say(active())("form.file.hint") if has_hint("file") else ""
        self.layout.append(Question("file", "file", say(active())("form.file"), hint))


@desk_page
def workbook(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Take a workbook: all its rows become drafts, or none."""

    def read(form: DeskForm) -> HttpResponseBase:
        sent = form.cleaned_data.get("file")
        if sent is None or sent.size > UPLOAD_MOST:
            raise InvalidError(Mistake("file", "not-a-workbook"))
        take(actor, sent.read(), language=active(), at=clock.now())
        return done(request, "done.workbook", "desk-home")

    posted = request.method == "POST"
    form = WorkbookForm(request.POST, files=request.FILES) if posted else WorkbookForm()
    speak = say(active())
    return form_page(
        request, form, read, title=speak("workbook.title"), button=speak("workbook.send"),
        about=speak("workbook.text"), template="workbook.html", multipart=True,
        back=(reverse("desk-home"), speak("home.title")),
    )  # fmt: skip


@desk_page
def empty(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Send the workbook with a row for each open request of the actor's organisations."""
    del request
    rows = waiting(actor.in_role(Role.CONTRIBUTOR))
    book = written(rows, today=clock.today())
    response = HttpResponse(book, content_type=MEDIA_TYPES["xlsx"])
    response.headers["Content-Disposition"] = 'attachment; filename="desk.xlsx"'
    return response


def written(rows: Any, *, today: date) -> bytes:
    """Return the workbook for these requests; every cell is text, so none is a formula."""
    buffer = io.BytesIO()
    plans = all_named("initiatives", (row.initiative for row in rows))
    about = {
        "dataset": "delivery:desk", "title": "Desk", "recorded": today.isoformat(),
        "licence": "CC BY 4.0", "citation": "-", "contact": "-",
    }  # fmt: skip
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": "Desk", "created": _MADE})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(FIGURES)
        for column, (name, _) in enumerate(_COLUMNS):
            sheet.write_string(0, column, name)
            sheet.set_column(column, column, 22, None if name == "value" else text)
        for line, row in enumerate(rows, 1):
            for column, cell in enumerate(_cells(row, plans[row.initiative])):
                sheet.write_string(line, column, cell)
        columns = book.add_worksheet(COLUMNS)
        for column, name in enumerate(("column", "role", "title", "unit", "kind", "of")):
            columns.write_string(0, column, name)
        for line, (name, role) in enumerate(_COLUMNS, 1):
            columns.write_string(line, 0, name)
            columns.write_string(line, 1, role)
            columns.write_string(line, 2, name)
            columns.write_string(line, 3, "count" if name == "value" else "")
        described = book.add_worksheet(DESCRIPTION)
        for line, (name, value) in enumerate(about.items()):
            described.write_string(line, 0, name)
            described.write_string(line, 1, value)
    return buffer.getvalue()


def _cells(row: DataRequest, plan: str) -> tuple[str, ...]:
    given = row.answers
    what = str(row.what.get(active(), ""))
    begun = {
        name: str(given.get(name, "")) for name in ("kind", "unit", "method", "source", "text")
    }
    return (
        str(row.pk), plan, what, begun["kind"], "", "", "",
        begun["unit"], begun["method"], begun["source"], begun["text"],
    )  # fmt: skip


def take(actor: Actor, content: bytes, *, language: str, at: datetime) -> int:
    """Make a draft of each row that is filled in; return how many. All of them, or none.

    Raises `InvalidError` for what is not a workbook of this form, with the row of a mistake.
    """
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        count = 0
        for line, row in _rows(content, Path(folder)):
            count += 1
            if count > _MOST_ROWS:
                raise InvalidError(Mistake("file", "not-a-workbook"))
            try:
                _draft(actor, row, language=language, at=at)
            except InvalidError as error:
                why = " ".join(sentence(one) for one in error.mistakes)
                raise _in_row(line, why) from None
            except DeskError:
                raise _in_row(line, say(active())("mistake.unknown-request")) from None
        if not count:
            raise InvalidError(Mistake("file", "workbook-empty"))
    return count


def _in_row(line: int, why: str) -> InvalidError:
    return InvalidError(Mistake("file", "workbook-row", {"row": str(line), "why": why}))


def _rows(content: bytes, folder: Path) -> Iterator[tuple[int, dict[str, str]]]:
    file = RecordedFile.of("desk.xlsx", content)
    if not is_workbook(file):
        raise InvalidError(Mistake("file", "not-a-workbook"))
    try:
        manifest = manifest_from_sheets(read_workbook(file), name=file.name)
        for line, row in table(file, manifest, scratch=folder):
            cells = {name: cell_text(value) for name, value in row.items()}
            if cells.get("value") or cells.get("not_counted"):
                yield line, cells
    except AgdbError as error:
        if isinstance(error, DeskError):
            raise
        raise InvalidError(Mistake("file", "workbook-fault", {"why": error.what})) from None


def _draft(actor: Actor, row: Mapping[str, str], *, language: str, at: datetime) -> None:
    asked = DataRequest.objects.filter(
        pk=_uuid(row.get("request", "")), organisation__in=actor.in_role(Role.CONTRIBUTOR)
    ).first()
    if asked is None:
        raise InvalidError(Mistake("request", "unknown-request"))
    found = handins.draft(
        actor, organisation=asked.organisation, initiative=asked.initiative, request=asked.pk,
        language=language, at=at,
    )  # fmt: skip
    names = ("kind", "value", "not_counted", "unit", "method", "source", "text")
    answers = {name: row.get(name, "") for name in names} | {"day": row.get("period", "")}
    handins.save(actor, found.pk, answers=answers, expected=found.version, at=at)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)  # no request has it
