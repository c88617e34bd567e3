"""Read and change a node, as a transaction with a way back. Every verb answers with one JSON object.

    read                              the managed files as one text of sections
    check                             what the node's programs have against the change on standard input
    apply --run ID [--timer S] [--replace]    make the change on standard input; without --timer it is confirmed at once
    confirm RUN    revert RUN         keep the change, or take it back (also the last confirmed one)
    status                            what is pending, and how the last change ended

``wait``, ``expire`` and ``boot`` are the timer's own.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from . import files, loading, pending, routing
from .command import Failed
from .tables import tables

Answer = dict[str, Any]
_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
GOOD = ("read", "acceptable", "applied", "unchanged", "confirmed", "reverted by request", "status")


def read() -> Answer:
    """Return the managed files."""
    contents = files.read_all()
    return {"outcome": "read", "text": files.join(contents), "files": sorted(contents)}


def check(text: str, *, replace: bool = False) -> Answer:
    """Say whether a change would be taken."""
    try:
        change = _narrowed(files.split(text), replace=replace)
    except files.NotUnderstood as wrong:
        return _refused([Failed("the change", str(wrong))])
    refused = loading.refusals(change)
    return _refused(refused) if refused else {"outcome": "acceptable", "changed": list(change.paths)}


def apply(text: str, run: str, timer_s: int, *, replace: bool) -> Answer:
    """Make a change whole, or not at all."""
    with pending.locked():
        waiting = pending.way_back()
        if waiting is not None:
            return {"outcome": "refused", "why": [], "pending": waiting.run}
        try:
            change = _narrowed(files.split(text), replace=replace)
        except files.NotUnderstood as wrong:
            return _refused([Failed("the change", str(wrong))])
        if not change.paths:
            return {"outcome": "unchanged", "run": run, "changed": []}
        refused = loading.refusals(change)
        if refused:
            return _refused(refused)
        try:
            way = _prepare(change, run)
            pending.begin(way, timer_s)
            pending.name_worker()
        except (OSError, Failed) as error:
            pending.drop_staged()
            return _refused([Failed("the way back", str(error))])
        answer = _make(change, way)
        if answer["outcome"] == "applied" and not timer_s:
            pending.finish(run, "confirmed")
        return answer


def _narrowed(change: files.Change, *, replace: bool) -> files.Change:
    """Return only what differs from what is there."""
    there = files.read_all()
    shipped = {path for path in files.present() if path not in there}
    gone = [path for path in change.removed if path in there]
    if replace:
        gone += [path for path in there if path not in change.contents and path not in gone]
    contents = {
        path: content for path, content in change.contents.items() if path in shipped or there.get(path) != content
    }
    return files.Change(contents, tuple(gone))


def _prepare(change: files.Change, run: str) -> pending.Way:
    """Keep everything that the way back needs; raises OSError and Failed."""
    folder = pending.stage()
    files.keep_originals(change.paths, pending.ORIGINALS)
    routed = bool({routing.CONFIGURATION, routing.DAEMONS} & set(change.paths))
    before = routing.snapshot() if routed else None
    if before is not None:
        files.write_synced(folder / "frr.conf", before.encode("utf-8", "surrogateescape"), 0o600)
    ruled = loading.RULES in change.paths
    if ruled:
        for table, text in loading.rules().items():
            files.write_synced(folder / _rules_file(table), text.encode("utf-8", "surrogateescape"), 0o600)
    settings: list[tuple[str, str, str]] = []
    if loading.SETTINGS in change.paths:
        settings = loading.settings_of(change.contents.get(loading.SETTINGS, b""))
    return pending.Way(
        run=run,
        kept=tuple(files.keep(change.paths, folder)),
        made=tuple(files.folders_missing(change.contents)),
        wrote=tuple((path, files.digest(content)) for path, content in change.contents.items()),
        settings=tuple(settings),
        routing=before is not None,
        rules=ruled,
        hostname=os.uname().nodename if loading.HOSTNAME in change.paths else "",
    )


def _make(change: files.Change, way: pending.Way) -> Answer:
    try:
        files.install(change, pending.ORIGINALS)
        left = loading.load(change.paths)
        differs = routing.remaining() if way.routing else []
    except (OSError, Failed) as error:
        trouble = error if isinstance(error, Failed) else Failed("the disk", str(error))
        return {**_go_back(way, "failed", str(trouble)), "why": _said([trouble])}
    return {
        "outcome": "applied",
        "run": way.run,
        "changed": list(change.paths),
        "not_loaded": _said(left),
        "not_running": differs,
    }


def confirm(run: str) -> Answer:
    """Keep a change."""
    with pending.locked():
        way = pending.way_back()
        if way is None or way.run != run:
            return {"outcome": "refused", "why": [], "pending": way and way.run, "last": pending.last()}
        pending.finish(run, "confirmed")
        return {"outcome": "confirmed", "run": run}


def revert(run: str, why: str = "asked for") -> Answer:
    """Take a pending change back, or the last confirmed one."""
    with pending.locked():
        way = pending.way_back()
        if way is not None and way.run == run:
            return _go_back(way, "reverted by request", why)
        way = pending.way_back(pending.PREVIOUS)
        if pending.way_back() is None and way is not None and way.run == run:
            since = [path for path, digest in way.wrote if files.digest_of(path) != digest]
            if since:
                return _refused([Failed(path, "it was changed since") for path in since])
            return _go_back(way, "reverted by request", why, pending.PREVIOUS)
        return {"outcome": "refused", "why": [], "pending": None, "last": pending.last()}


def _go_back(way: pending.Way, outcome: str, why: str, folder: Path = pending.PENDING) -> Answer:
    """Put everything back; goes on past what fails, and says it."""
    troubles = _attempts(way, folder, load=True)
    if troubles:
        pending.say_last(way.run, "revert failed", "; ".join(map(str, troubles)))
        return {"outcome": "revert failed", "run": way.run, "why": _said(troubles)}
    if folder == pending.PENDING:
        pending.finish(way.run, outcome, why)
    else:
        pending.forget_previous()
        pending.say_last(way.run, outcome, why)
    return {"outcome": outcome, "run": way.run}


def _attempts(way: pending.Way, folder: Path, *, load: bool) -> list[Failed]:
    troubles: list[Failed] = []

    def attempt(step: Callable[[], object]) -> None:
        try:
            step()
        except Failed as failed:
            troubles.append(failed)
        except OSError as error:
            troubles.append(Failed("the disk", str(error)))

    attempt(lambda: files.put_back(way.kept, folder, way.made))
    if not load:
        return troubles
    paths = [one.path for one in way.kept]
    if way.rules:
        for table in tables():
            attempt(partial(_rules_go_back, folder, table))
    for table, name, value in way.settings:
        attempt(partial(loading.set_setting, table, name, value))
    if way.hostname:
        attempt(lambda: loading.set_hostname(way.hostname))
    if loading.changes_interfaces(paths):
        attempt(loading.load_interfaces)
    if way.routing:
        attempt(lambda: routing.go_back(folder))
    if loading.SSH in paths:
        attempt(loading.load_ssh)
    attempt(lambda: loading.load_services(paths))
    return troubles


def _rules_file(table: str) -> str:
    return f"rules.{table}.nft" if table else "rules.nft"


def _rules_go_back(folder: Path, table: str) -> None:
    file = folder / _rules_file(table)
    if file.exists():  # a VRF that came with the change goes with it
        loading.rules_go_back(table, file.read_text(encoding="utf-8", errors="surrogateescape"))


def status() -> Answer:
    """Say what is pending and how the last change ended."""
    way = pending.way_back()
    found: Answer = {"outcome": "status", "pending": None, "last": pending.last()}
    if way is not None:
        found["pending"] = {"run": way.run, "timer": pending.timer()}
    previous = pending.way_back(pending.PREVIOUS)
    found["previous"] = previous and previous.run
    return found


def expire(run: str, patience_s: float) -> Answer:
    """The time is over: take the change back, if it is still the pending one; one that still runs is ended."""
    pending.end_change(patience_s)
    with pending.locked(5.0):
        way = pending.way_back()
        if way is None or way.run != run:
            return {"outcome": "unchanged"}
        return _go_back(way, "reverted", "nobody confirmed it in time")


def boot() -> Answer:
    """The node starts with a change that nobody confirmed: put the files back before anything reads them."""
    with pending.locked(5.0):
        way = pending.way_back()
        if way is None:
            return {"outcome": "unchanged"}
        troubles = _attempts(way, pending.PENDING, load=False)
        if troubles:
            return {"outcome": "revert failed", "run": way.run, "why": _said(troubles)}
        pending.finish(way.run, "reverted", "the node went down before anybody confirmed it")
        return {"outcome": "reverted", "run": way.run}


def _refused(why: Sequence[Failed]) -> Answer:
    return {"outcome": "refused", "why": _said(why), "pending": None}


def _said(troubles: Sequence[Failed]) -> list[Mapping[str, str]]:
    return [{"file": one.subject, "why": one.why} for one in troubles]


def main(arguments: Sequence[str]) -> int:
    """Run one verb."""
    given = _parser().parse_args(arguments)
    if os.geteuid() != 0:
        return _answer({"outcome": "refused", "why": [{"file": "", "why": "only root changes a node"}]})
    # a session that ends must not end a change in its middle
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        return _answer(_verb(given))
    except pending.Busy:
        return _answer(
            {"outcome": "refused", "why": [{"file": "", "why": "another change is being made"}], "busy": True}
        )


def _verb(given: argparse.Namespace) -> Answer:
    if given.verb == "check":
        return check(_given(), replace=given.replace)
    if given.verb == "apply":
        return apply(_given(), given.run, given.timer, replace=given.replace)
    if given.verb == "wait":
        pending.sleep(given.seconds)
    if given.verb in ("wait", "expire"):
        return expire(given.run, given.patience)
    if given.verb in ("confirm", "revert"):
        return {"confirm": confirm, "revert": revert}[given.verb](given.run)
    return {"read": read, "status": status, "boot": boot}[given.verb]()


def _given() -> str:
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape")


def _answer(answer: Answer) -> int:
    try:
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody listens any more
    return 0 if answer["outcome"] in GOOD else 1


def _run(text: str) -> str:
    if _RUN.fullmatch(text) is None:
        raise argparse.ArgumentTypeError("a run is named by letters, digits, dots, dashes")
    return text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="node", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name in ("read", "status", "boot"):
        verbs.add_parser(name)
    for name in ("check", "apply"):
        verbs.add_parser(name).add_argument("--replace", action="store_true")
    verbs.choices["apply"].add_argument("--run", type=_run, required=True)
    verbs.choices["apply"].add_argument("--timer", type=int, default=0)
    for name in ("confirm", "revert", "expire", "wait"):
        verbs.add_parser(name).add_argument("run", type=_run)
    verbs.choices["wait"].add_argument("seconds", type=int)
    for name in ("expire", "wait"):
        verbs.choices[name].add_argument("--patience", type=float, default=pending.PATIENCE_S)
    return parser
