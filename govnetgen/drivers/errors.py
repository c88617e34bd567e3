"""What can go wrong with a device, as exceptions. Each is also the NAPALM exception that its users expect.

    DriverFailure                       NapalmException
    ├── Unreachable                     ConnectionException           nothing answers at the address
    ├── AuthenticationRefused           ConnectAuthError              the device turns the credentials down
    ├── HostKeyUnknown                  ConnectionException           no key of this device is known yet
    ├── HostKeyChanged                  ConnectionException           it shows another key than the known one
    ├── Unanswered                      CommandTimeoutException       no prompt came back in time
    ├── SessionDropped                  ConnectionClosedException     the session ended while something was under way
    ├── CliUnsupported                  ConnectionException           its NETCONF does not carry what is to be done
    ├── OutputCut                       CommandErrorException         a configuration came back without its end
    ├── LineRefused                     MergeConfigException, ReplaceConfigException
    │   ├── PromptUnexpected            CommandErrorException         a question that nobody foresaw: it was declined
    │   └── DeviceFull                                                no room, or no resources left, for the line
    ├── EncodingRefused                 MergeConfigException, ReplaceConfigException    a text that cannot be said
    ├── ReplaceUnsupported              ReplaceConfigException, NotImplementedError
    ├── RevertUnsupported               CommitConfirmException        no timer on the device, and one was asked for
    ├── LockHeld                        LockError, SessionLockedException               somebody else is at work
    ├── CommitRefused                   CommitError                   the device turns the whole change down
    ├── CommitPending                   CommitConfirmException        a change waits for its confirmation already
    ├── CommitUnconfirmed               CommitConfirmException        nothing (any more) waits for a confirmation
    ├── RollbackIncomplete              CommitError                   lines of the way back were refused
    └── SaveFailed                      CommitError                   running is right, start-up configuration is not

Where a failure interrupts lines, ``accepted`` are the loaded lines that run on the device now, ``uncertain`` the one
line that may. Where the driver's transaction is atomic nothing runs, the candidate is given up, and both are empty.
They hold what was sent, secrets and all: nothing of them is part of the message, and nobody may log them.
"""

from napalm.base import exceptions as napalm


class DriverFailure(napalm.NapalmException):
    """A device could not be brought to do what was asked. Its text holds no secrets."""

    def __init__(self, message: str, *, accepted: tuple[str, ...] = (), uncertain: str | None = None) -> None:
        super().__init__(message)
        self.accepted = accepted
        self.uncertain = uncertain


class Unreachable(DriverFailure, napalm.ConnectionException):
    """Nothing answers at the address, or what answers is no SSH server."""


class AuthenticationRefused(DriverFailure, napalm.ConnectAuthError):
    """The device turns the credentials down."""


class HostKeyUnknown(DriverFailure, napalm.ConnectionException):
    """No key of this device is known, and new ones are not accepted."""


class HostKeyChanged(DriverFailure, napalm.ConnectionException):
    """The device shows another key than the one that is known: it was replaced, or something stands in between."""


class Unanswered(DriverFailure, napalm.CommandTimeoutException):
    """No prompt came back in time; the line that was under way is ``uncertain``."""


class SessionDropped(DriverFailure, napalm.ConnectionClosedException):
    """The session ended while something was under way; the line without an answer is ``uncertain``."""


class CliUnsupported(DriverFailure, napalm.ConnectionException):
    """The device's NETCONF executes no commands, or not so that a configuration could be changed by them."""


class OutputCut(DriverFailure, napalm.CommandErrorException):
    """A configuration came back without its end: nothing may be concluded from what is not in it."""


class LineRefused(DriverFailure, napalm.MergeConfigException, napalm.ReplaceConfigException):
    """The device refuses a line; the lines after it were not sent.

    ``index`` counts the lines of the loaded text from 0, blank ones left out; a banner counts as many as it has.
    """

    def __init__(self, message: str, *, line: str, index: int, answer: str, accepted: tuple[str, ...]) -> None:
        super().__init__(message, accepted=accepted)
        self.line = line
        self.index = index
        self.answer = answer


class PromptUnexpected(LineRefused, napalm.CommandErrorException):
    """The device asks a question that the driver does not know; it was declined, so the line is not on the device."""


class DeviceFull(LineRefused):
    """The device has no room or no resources left for the line."""


class EncodingRefused(DriverFailure, napalm.MergeConfigException, napalm.ReplaceConfigException):
    """A text cannot be said in the device's encoding or typed at its prompt, or it came back garbled."""


class ReplaceUnsupported(DriverFailure, napalm.ReplaceConfigException, NotImplementedError):
    """The platform has no safe way to replace its whole configuration."""


class RevertUnsupported(DriverFailure, napalm.CommitConfirmException):
    """The device has no timer that takes a change back, and ``revert_in`` was asked for; nothing was sent."""


class LockHeld(DriverFailure, napalm.LockError, napalm.SessionLockedException):
    """Somebody else holds the configuration, or changes it at the same time."""


class CommitRefused(DriverFailure, napalm.CommitError):
    """The device turns the whole change down; nothing of it runs."""


class CommitPending(DriverFailure, napalm.CommitConfirmException):
    """A change waits for its confirmation already; another one cannot be committed over it."""


class CommitUnconfirmed(DriverFailure, napalm.CommitConfirmException):
    """Nothing waits for a confirmation any more: the timer has fired, and the change was taken back."""


class RollbackIncomplete(DriverFailure, napalm.CommitError):
    """Lines of the way back were refused; ``accepted`` are the lines of the way back that were taken."""


class SaveFailed(DriverFailure, napalm.CommitError):
    """The change runs, but the device could not write it to its start-up configuration."""
