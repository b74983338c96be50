"""The runner: asks what sources want asked, sees every answer saved, counts what it says, and goes on where it stopped.

A gathering works in a dated folder that is marked as unfinished until all was asked; the receipts in it are its only
memory. Killed at any moment and run again, it asks only for what has no receipt yet.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from mapping import sources
from mapping.errors import InputUnreadable, MappingError, SourceChanged
from mapping.paths import Places
from mapping.sources import Ask, Row, health, plans, reading
from mapping.sources.health import Health
from mapping.sources.lock import alone
from mapping.sources.plans import FAILURES, Plan, Wish
from mapping.sources.progress import Progress
from mapping.tables import Receipt, note
from mapping.web import settings as web_settings
from mapping.web.addresses import host_of
from mapping.web.answers import Answer, Outcome
from mapping.web.crawl import Crawl
from mapping.web.errand import Errand
from mapping.web.fetch import Door
from mapping.web.saving import HIDDEN


@dataclass(frozen=True)
class Forecast:
    """What a gathering of a source would ask at first, in how many seconds, and how many pages it had the last time.

    Where `problem` says why, the source would not be asked at all.
    """

    source: str
    pages: int
    hosts: int
    seconds: float
    last_time: int
    problem: str = ""


def fetched() -> list[str]:
    """The sources that are asked over the network."""
    return [name for name in sources.names() if sources.opener(name)]


def forecast(places: Places, names: Sequence[str], wish: Wish) -> list[Forecast]:
    """What `gather` would do, without asking anyone."""
    settings = web_settings.load(places.data)
    return [_forecast(plans.plan(places, name, wish, settings)) for name in names]


def _forecast(plan: Plan) -> Forecast:
    last, problem = len({*plan.older, *plan.kept}), "; ".join(plan.tallies[""].complaints.values())
    try:
        wanted = [ask for ask in plan.first() if ask.name not in plan.kept][: plan.scope.limit or None]
    except (MappingError, *reading.BREAKAGE) as error:
        wanted, problem = [], str(error)
    by_host = Counter(host_of(ask.url) for ask in wanted)
    seconds = sources.about(plan.name).terms.rate * max(by_host.values(), default=0)
    return Forecast(plan.name, len(wanted), len(by_host), seconds, last, problem)


def gather(places: Places, names: Sequence[str], wish: Wish) -> Health:
    """Ask the sources for all that is wanted and not yet received; gives their lines of the table of health.

    `InputUnreadable` when another gathering is at work, the settings name no contact, or a source is not fetched.
    """
    settings = web_settings.load(places.data)
    door = Door(settings, places.raw / "robots" / plans.today())
    progress = Progress(sys.stderr)
    with alone(places.raw):
        planned = {name: plans.plan(places, name, wish, settings) for name in names}
        run = _Run(places, planned, progress, settings.patience.attempts)
        crawl = Crawl(door, settings, run.ended)
        try:
            crawl.run(list(run.begin()))
        finally:
            progress.end()
        for plan in planned.values():
            plans.end(plan, wish)
        whole = [name for name, plan in planned.items() if wish.whole and not plan.cut]
        return health.update(places, plans.today(), {name: plan.tallies for name, plan in planned.items()}, whole)


class _Run:
    """What the threads of one gathering share."""

    def __init__(self, places: Places, planned: dict[str, Plan], progress: Progress, attempts: int) -> None:
        self._places, self._plans, self._progress, self._attempts = places, planned, progress, attempts

    def begin(self) -> Iterator[Errand]:
        """The errands to begin with; pages received earlier are read again, for they may lead further."""
        for plan in self._plans.values():
            try:
                asks = plan.first()
            except (MappingError, *reading.BREAKAGE) as error:
                plan.give_up(Outcome.CHANGED, f"it cannot be asked: {error}")
                continue
            if asks:
                plans.begin(plan.folder)
                yield from self._errands(plan, asks)
            elif not plan.cut:
                plan.give_up(Outcome.EMPTY, "it found nothing to ask: run `mapping build` first, look at its settings")

    def ended(self, errand: Errand, answer: Answer) -> list[Errand]:
        """Count an answer, read its page, and give the errands that it leads to: itself, where it came damaged."""
        plan = self._plans[errand.source]
        self._progress.step(plan.name, answer.receipt is None)
        if not answer.receipt:
            self._fail(plan, errand, answer)
            return []
        try:
            asks = self._read(plan, answer.receipt, answer.outcome, answer.seconds)
        except InputUnreadable as error:
            if errand.attempt < self._attempts:
                self._progress.add(1)
                return [errand.again()]
            self._fail(plan, errand, replace(answer, outcome=Outcome.BROKEN, reason=str(error), passing=True))
            return []
        return list(self._errands(plan, asks))

    def _fail(self, plan: Plan, errand: Errand, answer: Answer) -> None:
        """Count and note what came to nothing."""
        url = errand.url.replace(errand.secret, HIDDEN) if errand.secret else errand.url
        failure = {"file": errand.ask.name, "url": url, "outcome": answer.outcome.value, "reason": answer.reason}
        failure["sha256"] = answer.receipt.sha256 if answer.receipt else ""
        moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with plan.lock:
            plan.tallies[errand.ask.country].count(answer.outcome, f"{url}: {answer.reason}", answer.seconds)
            plan.cut |= answer.passing
            note(plan.folder / FAILURES, failure | {"passing": answer.passing, "time": moment})

    def _read(self, plan: Plan, receipt: Receipt, outcome: Outcome, seconds: float = 0.0) -> list[Ask]:
        """Count the rows of a saved page; gives what it leads to. `InputUnreadable` when the page came damaged."""
        rows: Counter[str] = Counter()
        asks: list[Ask] = []
        reason = ""
        try:
            page = reading.page(self._places, plan.name, plan.folder, receipt)
            found = reading.read(plan.name, page)
            asks = reading.follow(plan.name, page)
            rows.update(each.table for each in found if isinstance(each, Row))
            flaws = [each for each in found if not isinstance(each, Row)]
            if flaws and not rows:
                outcome, reason = Outcome.CHANGED, f"{page.name}: {flaws[0].column} {flaws[0].reason}"
        except SourceChanged as error:
            outcome, reason = Outcome.CHANGED, str(error)
        with plan.lock:
            tally = plan.tallies[receipt.country]
            tally.rows += rows
            tally.count(outcome, reason, seconds)
        return asks

    def _errands(self, plan: Plan, asks: Iterable[Ask]) -> Iterator[Errand]:
        """The asks that have no answer yet, as errands; answers that are there already are read for more asks."""
        waiting = list(asks)
        while waiting:
            ask = waiting.pop(0)
            with plan.lock:
                new = ask.name not in plan.met
                plan.met.add(ask.name)
            if not new:
                continue
            if receipt := plan.kept.get(ask.name):
                try:
                    waiting += self._read(plan, receipt, Outcome.RECEIVED)
                except InputUnreadable as error:
                    with plan.lock:
                        plan.tallies[ask.country].count(Outcome.BROKEN, str(error), 0.0)
            elif failure := plan.failed.get(ask.name):
                reason = f"{failure['url']}: {failure['reason']}"
                with plan.lock:
                    plan.tallies[ask.country].count(Outcome(failure["outcome"]), reason, 0.0)
            elif self._may_ask(plan):
                yield self._errand(plan, ask)

    def _may_ask(self, plan: Plan) -> bool:
        with plan.lock:
            if plan.scope.limit and plan.asked >= plan.scope.limit:
                plan.cut = True
                return False
            plan.asked += 1
            self._progress.add(1)
            return True

    def _errand(self, plan: Plan, ask: Ask) -> Errand:
        about, before = sources.about(plan.name), plan.older.get(ask.name)
        return Errand(
            plan.name, ask, ask.url, about.terms, plan.folder, about.licence, plan.secret, before, plan.vault_key
        )
