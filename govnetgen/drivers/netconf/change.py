"""A change through the candidate datastore: locked, edited, committed, and read back, because an answer is no proof."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import sleep

from lxml import etree

from govnetgen.drivers.errors import CommitPending, CommitRefused, CommitUnconfirmed, DriverFailure, LockHeld
from govnetgen.drivers.netconf.document import BASE, CONFIG, written
from govnetgen.drivers.netconf.session import Session

CANDIDATE, RUNNING, STARTUP = "candidate", "running", "startup"
_ACCESS_CONTROL = "{urn:ietf:params:xml:ns:yang:ietf-netconf-acm}nacm"
PERSIST = "govnetgen"
"""The name of our confirmed commits: whoever comes back after a crash knows it (RFC 6241, 8.4.1)."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A payload of ``edit-config``; ``whole`` means that it takes the place of everything that is there."""

    config: etree._Element
    whole: bool = False


def fetched(session: Session, datastore: str) -> etree._Element:
    """Return a datastore's content."""
    with session.asked(f"get-config of {datastore}") as manager:
        return manager.get_config(datastore).data


@contextmanager
def locked(session: Session, *, wait_s: float = 0) -> Iterator[None]:
    """Hold candidate and running against other sessions; raises LockHeld, and leaves nothing locked then."""
    stores = [RUNNING, CANDIDATE] if session.capabilities.candidate else [RUNNING]
    held: list[str] = []
    try:
        for store in stores:
            _lock(session, store, wait_s)
            held.append(store)
        yield
    finally:
        for store in reversed(held):
            if session.connected:  # a session that ends gives its locks back (RFC 6241, 7.5)
                with session.asked(f"unlock of {store}") as manager:
                    manager.unlock(store)


def _lock(session: Session, store: str, wait_s: float) -> None:
    waited = 0.0
    while True:
        try:
            with session.asked(f"lock of {store}") as manager:
                manager.lock(store)
        except LockHeld:
            if waited >= wait_s:
                raise
            sleep(0.5)
            waited += 0.5
        else:
            return


def stage(session: Session, edit: Edit) -> None:
    """Put an edit into the candidate; whatever lay there before is given up first. Raises CommitRefused."""
    clear(session)
    try:
        if edit.whole:
            _clean(session, edit)
        _edit(session, edit.config, CANDIDATE)
    except DriverFailure:
        if session.connected:
            clear(session)
        raise


def _clean(session: Session, edit: Edit) -> None:
    """Empty the candidate of what a whole configuration takes the place of.

    The default operation ``replace`` alone leaves entries of lists standing on some servers (yuma123 2.13). Access
    control stays unless the payload has it: it lets this very session in.
    """
    named = {one.tag for one in edit.config}
    gone = etree.Element(CONFIG, nsmap={"nc": BASE})
    for one in fetched(session, CANDIDATE):
        if (one.tag in named or one.tag != _ACCESS_CONTROL) and written([one]):
            etree.SubElement(gone, one.tag, {f"{{{BASE}}}operation": "delete"})
    if len(gone):
        _edit(session, gone, CANDIDATE)


def clear(session: Session) -> None:
    """Make the candidate what is running."""
    with session.asked("discard-changes") as manager:
        manager.discard_changes()


def _edit(session: Session, config: etree._Element, store: str) -> None:
    option = "rollback-on-error" if session.capabilities.rollback_on_error else "stop-on-error"
    with session.asked("edit-config") as manager:
        manager.edit_config(config=config, target=store, default_operation="merge", error_option=option)


def commit(session: Session, edit: Edit, *, confirm_s: int | None = None) -> None:
    """Make a staged candidate run, for ``confirm_s`` seconds unless it is confirmed, and see that it does.

    ``validate`` is not asked for: a commit validates anyway (RFC 6241, 8.3.4.1), and after it some servers (yuma123
    2.13) answer ok to a commit that applies nothing, or half. Where nothing was applied, the edit is staged and
    committed once more. Raises CommitRefused where nothing, or something else, runs afterwards.
    """
    before = written(fetched(session, RUNNING))
    meant = written(fetched(session, CANDIDATE))
    _commit(session, confirm_s)
    runs = written(fetched(session, RUNNING))
    if runs == before != meant:
        if confirm_s is not None:
            cancel(session)  # the timer runs all the same, and a second confirmed commit beside it is refused
        stage(session, edit)
        _commit(session, confirm_s)
        runs = written(fetched(session, RUNNING))
    if runs == meant:
        return
    if runs == before:
        raise CommitRefused("the device answered ok to the commit and applied nothing")
    raise CommitRefused("after the commit the device runs something else than its candidate was")


def _commit(session: Session, confirm_s: int | None) -> None:
    with session.asked("commit") as manager:
        if confirm_s is None:
            manager.commit()
        else:
            # ncclient puts the timeout into XML as it is: text
            persist = PERSIST if session.capabilities.persist else None
            manager.commit(confirmed=True, timeout=str(confirm_s), persist=persist)


def edit_running(session: Session, edit: Edit) -> None:
    """Edit running itself, on devices without a candidate: whoever pushes reads it back."""
    _edit(session, edit.config, RUNNING)


def confirm(session: Session) -> None:
    """Confirm the pending commit, from this or, where commits persist, from any session; raises CommitUnconfirmed."""
    persist = PERSIST if session.capabilities.persist else None
    try:
        with session.asked("confirming commit") as manager:
            manager.commit(persist_id=persist)
    except CommitRefused as refusal:
        raise CommitUnconfirmed(f"nothing waits for a confirmation any more: {refusal}") from None


def cancel(session: Session) -> None:
    """Take the pending commit back now; raises CommitUnconfirmed where none is."""
    persist = PERSIST if session.capabilities.persist else None
    try:
        with session.asked("cancel-commit") as manager:
            manager.cancel_commit(persist_id=persist)
    except CommitRefused as refusal:
        raise CommitUnconfirmed(f"nothing waits for a confirmation: {refusal}") from None


def pending(session: Session) -> bool:
    """Tell whether another session's confirmed commit is under way: running cannot be locked then (RFC 6241, 7.5)."""
    try:
        with session.asked("lock of running") as manager:
            manager.lock(RUNNING)
    except LockHeld:
        return True
    with session.asked("unlock of running") as manager:
        manager.unlock(RUNNING)
    return False


def refuse_pending(session: Session) -> None:
    """Raise CommitPending where a confirmed commit is under way: another one would confirm it."""
    if session.capabilities.confirmed_commit and pending(session):
        raise CommitPending("a commit waits for its confirmation, or somebody holds the configuration")


def save(session: Session) -> None:
    """Copy running to startup, on devices that keep both."""
    if session.capabilities.startup:
        with session.asked("copy of running to startup") as manager:
            manager.copy_config(source=RUNNING, target=STARTUP)
