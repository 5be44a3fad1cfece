"""What came from open data and waits, at the desk too; and what the desk decided, in the files.

The folder of proposals keeps what came, byte for byte, with or without a desk. Where there is one,
its people decide; a decision in either place holds in both.
"""

from __future__ import annotations

from datetime import datetime

from agdb.cli.settings import Settings
from agdb.programme.programme import Programme
from agdb.proposals.proposal import Standing, proposed
from agdb.proposals.store import ProposalStore, ProposalVerdict
from agdb.register.register import Register


def exchange_proposals(
    where: Settings, plan: Programme, register: Register, *, at: datetime
) -> None:
    """Bring what waits to the desk, which is open, and what it decided back to the folder.

    What cannot be accepted yet, because a word of the service is not known, stays in the folder.
    """
    from agdb.web.desk.proposals import arrival_of, receive

    store = ProposalStore(where.data)
    _take_decisions(store, at=at)
    became = store.became()
    for kept in store.waiting():
        arrival = kept.arrival
        if arrival.service not in plan.doors:
            continue
        one = proposed(
            arrival,
            register=register,
            door=plan.doors[arrival.service],
            languages=plan.plan.languages,
            known=became.get(arrival.subject),
        )
        if one.standing in {Standing.NEW, Standing.UPDATE} and not one.waits:
            receive([arrival_of(one)], origin=arrival.service, at=at)


def _take_decisions(store: ProposalStore, *, at: datetime) -> None:
    from agdb.web.desk.proposals import decided_on

    verdicts = {
        "accepted": ProposalVerdict.ACCEPTED,
        "rejected": ProposalVerdict.REJECTED,
        "out-of-scope": ProposalVerdict.OUTSIDE,
    }
    for kept in store.waiting():
        found = decided_on(kept.arrival.service, kept.arrival.raw.decode())
        if found is not None:
            with store.deciding(kept.arrival.id) as undecided:
                undecided.decide(
                    verdicts[found.state], moment=at, reason=found.reason, record=found.record
                )
