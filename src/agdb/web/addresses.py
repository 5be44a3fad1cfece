"""The addresses that the project answers: those of the published site."""

from __future__ import annotations

from django.urls import re_path

from agdb.web.pages import missing, page

urlpatterns = [re_path(r"^(?P<path>.*)$", page)]
handler404 = missing
