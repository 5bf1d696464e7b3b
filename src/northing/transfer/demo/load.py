"""Play the demo's history through the same actions that people use, each at its own time.

Nothing is written around the rules: who may not do it in the demo could not do it in the product.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from northing.actions import (
    accounts,
    alignments,
    comments,
    cycles,
    imports,
    initiatives,
    key_results,
    metrics,
    objectives,
    outlooks,
    people,
    teams,
    workspaces,
)  # fmt: skip
from northing.actions import check_ins as check_in_actions
from northing.actions.change import change, together
from northing.domain.access import Caller
from northing.domain.snapshot import Kind, PersonState
from northing.queries import callers
from northing.queries import key_results as key_result_queries
from northing.transfer import markdown
from northing.transfer.demo import DEMO_ACCOUNTS, DOCUMENT_CYCLE, DOCUMENT_TEAM, document, history
from northing.transfer.demo.model import (
    DemoCycle,
    DemoHistory,
    DemoKeyResult,
    DemoObjective,
    Detail,
    Happening,
)  # fmt: skip

Say = Callable[[str], None]
DOCUMENT_NAME = "mobile-okrs.md"
EVERY = 500
SWEPT_EVERY = timedelta(days=7)


def load(now: datetime, say: Say = print) -> None:
    """Make the demo workspace as it stands at `now`, whole or not at all; nothing where it exists."""
    told = history(now.date())
    if told.workspace.slug in callers.slugs():
        say("The demo workspace is there already.")
        return
    say(f"Founding {told.workspace.name} …")
    stage = _Stage(told, say)
    with together():
        stage.furnish()
        stage.play()
        stage.finish(now)
    say("The demo workspace is ready.")


@dataclass(slots=True)
class _Stage:
    """What has been made so far, by the demo's own keys."""

    told: DemoHistory
    say: Say
    callers: dict[str, Caller] = field(default_factory=dict)
    team: dict[str, int] = field(default_factory=dict)
    person: dict[str, int] = field(default_factory=dict)
    cycle: dict[str, int] = field(default_factory=dict)
    metric: dict[str, int] = field(default_factory=dict)
    number: dict[str, int] = field(default_factory=dict)
    check_in: dict[str, int] = field(default_factory=dict)
    initiative: dict[str, int] = field(default_factory=dict)
    steps: dict[str, list[int]] = field(default_factory=dict)
    objectives: dict[str, DemoObjective] = field(default_factory=dict)
    below: dict[str, list[DemoKeyResult]] = field(default_factory=dict)
    of: dict[str, DemoKeyResult] = field(default_factory=dict)

    # ── the house ────────────────────────────────────────────────────────────
    @property
    def admin(self) -> str:
        return next(p.handle for p in self.told.people if p.role.value == "admin")

    def furnish(self) -> None:
        """Workspace, people with their accounts, teams, cycles, metrics."""
        ws, told = self.told.workspace, self.told
        at = datetime.combine(ws.founded, time(9), UTC)
        by_handle = {p.handle: p for p in told.people}
        addresses = {a.handle: a.email for a in DEMO_ACCOUNTS}
        ids = {handle: accounts.create(email) for handle, email in addresses.items()}
        boss = by_handle[self.admin]
        workspaces.found(
            workspaces.Founding(
                ws.name,
                ws.slug,
                boss.name,
                boss.handle,
                addresses.get(boss.handle, ""),
                ws.timezone,
                ws.fiscal_month,
                ws.weekday,
                is_demo=True,
                with_cycles=False,
            ),
            at,
            ids.get(boss.handle),
        )
        admin = self._caller(self.admin, at)
        self._people(admin, ids, addresses)
        self._teams(admin)
        self.callers.clear()
        for c in told.cycles:
            parent = self.cycle.get(c.parent or "")
            self.cycle[c.key] = cycles.create(
                self._caller(self.admin, at), c.name, c.kind.value, c.start, c.end, parent
            ).id
        self._metrics(at)
        self.objectives = {o.key: o for o in told.objectives}
        for kr in told.key_results:
            self.below.setdefault(kr.objective, []).append(kr)
            self.of[kr.key] = kr

    def _people(self, admin: Caller, ids: dict[str, int], addresses: dict[str, str]) -> None:
        self.person[self.admin] = admin.person
        with change(admin, "add_people") as c:
            for p in self.told.people:
                if p.handle not in self.person:
                    row = people.add(
                        c, admin, p.name, handle=p.handle, role=p.role, state=PersonState.ACTIVE,
                        email=addresses.get(p.handle, ""), account=ids.get(p.handle),
                    )  # fmt: skip
                    self.person[p.handle] = row.pk

    def _teams(self, admin: Caller) -> None:
        for team in self.told.teams:
            if team.parent is None:
                self.team[team.key] = next(iter(admin.teams))
            else:
                self.team[team.key] = teams.create(admin, team.name, self.team[team.parent]).id
        for p in self.told.people:
            teams.join(admin, self.team[p.team], self.person[p.handle], lead=p.leads)

    def _metrics(self, at: datetime) -> None:
        for m in self.told.metrics:
            new = metrics.NewMetric(
                self.team[m.team], m.name, m.unit, m.direction.value, m.low, m.high,
                m.healthy_low, m.healthy_high, owner=self.person[m.owner],
            )  # fmt: skip
            self.metric[m.key] = metrics.create(self._within(m.team, m.owner, at), new).id

    # ── the play ─────────────────────────────────────────────────────────────
    def play(self) -> None:
        """Everything that happened, in its order; key results that begin later are added on their day."""
        late = [kr for kr in self.told.key_results if self._is_late(kr)]
        script: list[tuple[datetime, Callable[[], None]]] = [
            (h.when, lambda h=h: self._do(h))  # type: ignore[misc]  # a bound loop variable
            for h in self.told.happenings
        ]
        script += [
            (datetime.combine(kr.start, time(3), UTC), lambda kr=kr: self._add_late(kr))  # type: ignore[misc]  # as above
            for kr in late
        ]
        end = next(c.end for c in self.told.cycles if c.key == DOCUMENT_CYCLE)
        script.append((datetime.combine(end + timedelta(days=3), time(9, 40), UTC), self._import))
        script += [(at, lambda at=at: self._judge(at)) for at in self._sweeps()]  # type: ignore[misc]  # as above
        script.sort(key=lambda entry: entry[0])
        for done, (_when, act) in enumerate(script, start=1):
            act()
            if done % EVERY == 0:
                self.say(f"  {done} of {len(script)} things happened …")

    def _sweeps(self) -> Iterable[datetime]:
        """Once a week, so that the practice has a history; a real one is judged every night."""
        last = max(h.when for h in self.told.happenings)
        at = datetime.combine(min(c.start for c in self.told.cycles), time(1), UTC)
        while at < last:
            yield at
            at += SWEPT_EVERY

    def _is_late(self, kr: DemoKeyResult) -> bool:
        cycle = self._cycle_of(kr)
        return kr.start > cycle.start + timedelta(days=6)

    def _cycle_of(self, kr: DemoKeyResult) -> DemoCycle:
        wanted = self.objectives[kr.objective].cycle
        return next(c for c in self.told.cycles if c.key == wanted)

    def _do(self, h: Happening) -> None:
        getattr(self, f"_{h.verb.value}")(h, h.data)

    def _propose(self, h: Happening, d: Detail) -> None:
        o = self.objectives[h.subject]
        by = self._within(o.team, o.owner, h.when - timedelta(hours=2))
        new = objectives.NewObjective(
            o.title, self.team[o.team], self.cycle[o.cycle], self.person[o.owner], o.why,
            o.ambition.value, [self.team[t] for t in o.contributing],
            guards=[self.metric[m] for m in o.guards],
        )  # fmt: skip
        number = self._numbered(objectives.draft(by, new).key)
        self.number[o.key] = number
        for kr in self.below.get(o.key, ()):
            if not self._is_late(kr):
                self._add(by, kr)
        for above in o.supports:
            if above in self.number:
                self._align(by, o.key, above)
        objectives.propose(replace(by, now=h.when), number)

    def _add(self, by: Caller, kr: DemoKeyResult, reason: str = "") -> None:
        steps = [key_results.NewStep(s.title, s.weight) for s in kr.steps]
        new = key_results.NewKeyResult(
            title=kr.title, kind=kr.kind.value, metric=self.metric[kr.metric] if kr.metric else None,
            baseline=kr.baseline, target=kr.target, low=kr.low, high=kr.high,
            owner=self.person[kr.owner], weight=kr.weight, started_on=kr.start, due_on=kr.due,
            steps=steps, checkpoints=[(c.on_date, c.value) for c in kr.checkpoints],
        )  # fmt: skip
        done = key_results.add(by, self.number[kr.objective], new, reason)
        self.number[kr.key] = self._numbered(done.key)

    def _add_late(self, kr: DemoKeyResult) -> None:
        o = self.objectives[kr.objective]
        if kr.objective in self.number:
            by = self._caller(o.owner, datetime.combine(kr.start, time(3), UTC))
            self._add(by, kr, "Decided on after the quarter had begun.")

    def _align(self, by: Caller, key: str, above: str) -> None:
        letter = "KR" if above in self.of else "O"
        alignments.align(by, self.number[key], f"{letter}-{self.number[above]}")

    def _agree(self, h: Happening, d: Detail) -> None:
        objectives.agree(self._caller(h.who, h.when), self.number[h.subject])

    def _check_in(self, h: Happening, d: Detail) -> None:
        kr = self.of[h.subject]
        said = check_in_actions.Said(
            value=None if kr.kind is Kind.MILESTONES else d.value,
            confidence=d.confidence, note=d.text, no_change=d.no_change,
            steps_done=self._step_ids(kr, d.steps_done) if d.steps_done else None,
        )  # fmt: skip
        caller = self._caller(h.who, h.when)
        done = check_in_actions.record(caller, self.number[h.subject], said, origin=d.origin.value)
        self.check_in[d.key] = done.id

    def _step_ids(self, kr: DemoKeyResult, done: Iterable[int]) -> list[int]:
        if kr.key not in self.steps:
            caller = self._caller(self.admin, datetime.combine(kr.due, time(9), UTC))
            page = key_result_queries.key_result(caller, self.number[kr.key])
            self.steps[kr.key] = [s.id for s in page.card.steps] if page else []
        return [self.steps[kr.key][n] for n in done]

    def _correct(self, h: Happening, d: Detail) -> None:
        said = check_in_actions.Said(value=d.value, confidence=d.confidence, note=d.text)
        caller = self._caller(h.who, h.when)
        wrong = self.check_in[d.corrects]
        done = check_in_actions.supersede(caller, self.number[h.subject], wrong, said, d.text)
        self.check_in[d.key] = done.id

    def _comment(self, h: Happening, d: Detail) -> None:
        letter = "KR" if h.subject in self.of else "O"
        comments.add(self._caller(h.who, h.when), f"{letter}-{self.number[h.subject]}", d.text)

    def _retarget(self, h: Happening, d: Detail) -> None:
        by = self._caller(h.who, h.when)
        key_results.retarget(by, self.number[h.subject], d.text, target=d.target)

    def _pause(self, h: Happening, d: Detail) -> None:
        key_results.pause(self._caller(h.who, h.when), self.number[h.subject], d.text)

    def _resume(self, h: Happening, d: Detail) -> None:
        key_results.resume(self._caller(h.who, h.when), self.number[h.subject], d.text)

    def _drop(self, h: Happening, d: Detail) -> None:
        key_results.drop(self._caller(h.who, h.when), self.number[h.subject], d.text)

    def _hand_over(self, h: Happening, d: Detail) -> None:
        given = {"owner": str(self.person[d.person])}
        by = self._caller(h.who, h.when)
        key_results.edit(by, self.number[h.subject], given, {}, d.text)

    def _initiative_add(self, h: Happening, d: Detail) -> None:
        team = self.objectives[self.of[h.subject].objective].team
        by = self._within(team, h.who, h.when)
        due = d.due_on.isoformat() if d.due_on else None
        done = initiatives.add(
            by, self.number[h.subject], d.text, owner=self.person[d.person], due_on=due
        )
        self.initiative[d.key] = done.id

    def _initiative_finish(self, h: Happening, d: Detail) -> None:
        self._initiative_to(h, d, "done")

    def _initiative_stop(self, h: Happening, d: Detail) -> None:
        self._initiative_to(h, d, "stopped")

    def _initiative_to(self, h: Happening, d: Detail, state: str) -> None:
        team = self.objectives[self.of[h.subject].objective].team
        by = self._caller(self._lead_of(team), h.when)
        initiatives.edit(by, self.initiative[d.key], {"state": state}, {}, d.text)

    def _read(self, h: Happening, d: Detail) -> None:
        metrics.push(
            self._caller(h.who, h.when),
            self.metric[h.subject],
            d.value or Decimal(0),
            origin=d.origin.value,
        )

    def _grade(self, h: Happening, d: Detail) -> None:
        """Grades come with the review; the story keeps them for then."""

    def _close(self, h: Happening, d: Detail) -> None:
        objectives.close(self._caller(h.who, h.when), self.number[h.subject])

    def _close_cycle(self, h: Happening, d: Detail) -> None:
        cycles.close(self._caller(h.who, h.when), self.cycle[h.subject])

    def _import(self) -> None:
        """One team kept that quarter's plan in a document: its lead brings it in."""
        end = next(c.end for c in self.told.cycles if c.key == DOCUMENT_CYCLE)
        when = datetime.combine(end + timedelta(days=3), time(9, 40), UTC)
        by = self._caller(self._lead_of(DOCUMENT_TEAM), when)
        plan = markdown.read(document().encode(), DOCUMENT_NAME)
        team, cycle = self.team[DOCUMENT_TEAM], self.cycle[DOCUMENT_CYCLE]
        imports.commit(by, imports.stage(by, plan, team=team, cycle=cycle).id)

    # ── the end ──────────────────────────────────────────────────────────────
    def finish(self, now: datetime) -> None:
        """Judge every running key result as of today."""
        self._judge(now)

    def _judge(self, now: datetime) -> None:
        admin = self._caller(self.admin, now)
        after = outlooks.sweep(admin).id
        while after:
            after = outlooks.sweep(admin, after).id

    # ── who ──────────────────────────────────────────────────────────────────
    def _caller(self, handle: str, when: datetime) -> Caller:
        if handle not in self.callers:
            found = callers.by_handle(self.told.workspace.slug, handle, "web", when)
            if found is None:
                raise LookupError(f"The demo knows nobody called {handle!r}.")
            self.callers[handle] = found.caller
        return replace(self.callers[handle], now=when)

    def _within(self, team: str, handle: str, when: datetime) -> Caller:
        """That person, or a lead of the team where the person is in another one."""
        found = self._caller(handle, when)
        return found if self.team[team] in found.teams else self._caller(self._lead_of(team), when)

    def _lead_of(self, team: str) -> str:
        return next(p.handle for p in self.told.people if p.team == team and p.leads)

    @staticmethod
    def _numbered(key: str) -> int:
        return int(key.partition("-")[2])
