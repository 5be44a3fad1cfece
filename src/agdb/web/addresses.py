"""The addresses that the project answers: the desk, and the files of the published site."""

from __future__ import annotations

from typing import Final

from django.urls import path, re_path

from agdb.web.accounts.addresses import addresses as signing_in
from agdb.web.api.endpoints import BASE
from agdb.web.api.views import api
from agdb.web.assets import send_asset
from agdb.web.health import live, ready
from agdb.web.language import ROOT, choose, in_every_language
from agdb.web.metrics import metrics
from agdb.web.pages import page
from agdb.web.views import (
    account,
    actions,
    arrivals,
    bodies,
    calendar,
    commitments,
    hand_in,
    home,
    meetings,
    members,
    people,
    refused,
    register,
    requests,
    review,
    texts,
    workbook,
)

_DESK: Final = [
    path("", home.home, name="desk-home"),
    path("request/<uuid:ident>/", hand_in.asked, name="desk-request"),
    path("hand-in/", hand_in.begin, name="desk-begin"),
    path("hand-in/<uuid:ident>/", hand_in.hand_in, name="desk-hand-in"),
    path("hand-in/<uuid:ident>/done/", hand_in.handed_in, name="desk-done"),
    path("review/", review.queue, name="desk-review-queue"),
    path("review/<uuid:ident>/", review.review, name="desk-review"),
    path("workbook/", workbook.workbook, name="desk-workbook"),
    path("workbook/desk.xlsx", workbook.empty, name="desk-workbook-file"),
    path("request/<uuid:ident>/pass-on/", requests.pass_on, name="desk-pass-on"),
    path("requests/", requests.requests, name="desk-requests"),
    path("requests/new/", requests.new, name="desk-new-request"),
    path("requests/<uuid:ident>/withdraw/", requests.withdraw, name="desk-withdraw"),
    path("bodies/", bodies.bodies, name="desk-bodies"),
    path("bodies/<slug:ident>/", bodies.body, name="desk-body"),
    path("bodies/<slug:ident>/plan/", bodies.plan, name="desk-plan"),
    path("bodies/<slug:ident>/members/add/", members.add, name="desk-member-add"),
    path("members/<slug:ident>/end/", members.end, name="desk-member-end"),
    path("members/<slug:ident>/contact/", members.person, name="desk-contact"),
    path("motions/<slug:ident>/", commitments.motion, name="desk-motion"),
    path("calendar.ics", calendar.calendar, name="desk-calendar"),
    path("meetings/<slug:ident>/", meetings.meeting, name="desk-meeting"),
    path("meetings/<slug:ident>/change/", meetings.change, name="desk-change"),
    path("meetings/<slug:ident>/cancel/", meetings.cancel, name="desk-cancel"),
    path("meetings/<slug:ident>/item/", meetings.item, name="desk-item"),
    path("meetings/<slug:ident>/items/<int:number>/", meetings.item, name="desk-item-change"),
    path("meetings/<slug:ident>/items/<int:number>/decide/", meetings.decide, name="desk-decide"),
    path("meetings/<slug:ident>/items/<int:number>/note/", meetings.note, name="desk-note"),
    re_path(
        r"^meetings/(?P<ident>[-\w]+)/print/(?P<what>agenda|decisions|actions)/$",
        meetings.printed,
        name="desk-printed",
    ),
    path("decisions/<slug:decision>/action/", actions.new, name="desk-new-action"),
    path("actions/", actions.actions, name="desk-actions"),
    path("actions/<slug:ident>/", actions.action, name="desk-action"),
    path("actions/<slug:ident>/<slug:what>/", actions.step, name="desk-action-step"),
    path("commitments/", commitments.commitments, name="desk-commitments"),
    path("commitments/<slug:ident>/", commitments.commitment, name="desk-commitment"),
    path("commitments/<slug:ident>/state/", commitments.move, name="desk-commitment-move"),
    path("register/", register.records, name="desk-records"),
    path("register/<slug:kind>/<slug:ident>/", register.record, name="desk-record"),
    path("register/<slug:kind>/<slug:ident>/change/", register.change, name="desk-record-change"),
    path("arrivals/", arrivals.arrivals, name="desk-arrivals"),
    path("arrivals/<uuid:ident>/", arrivals.arrival, name="desk-arrival"),
    path("texts/", texts.texts, name="desk-texts"),
    path("texts/<slug:ident>/write/", texts.write, name="desk-text-write"),
    path("texts/<uuid:ident>/", texts.decide, name="desk-text-decide"),
    path("people/", people.people, name="desk-people"),
    path("people/invite/", people.invite, name="desk-invite"),
    path("people/<uuid:ident>/", people.person, name="desk-person"),
    path("account/", account.account, name="desk-account"),
    *signing_in,
]

urlpatterns = [
    path("health/live", live),
    path("health/ready", ready),
    path("metrics", metrics),
    path(f"{ROOT}/", choose),
    path(f"{ROOT}/assets/<str:name>", send_asset),
    in_every_language(_DESK),
    re_path(rf"^{ROOT}/", refused.missing),
    re_path(rf"^{BASE}(?:/(?P<path>.*))?$", api),
    re_path(r"^(?P<path>.*)$", page),
]
handler404 = refused.missing
handler500 = refused.broken
