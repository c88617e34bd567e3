"""A whole configuration onto a VRP8 device: a file, and `rollback configuration to file`."""

import difflib

from paramiko import SFTPError, SSHClient, SSHException

from govnetgen.drivers.cli_encoding import encode
from govnetgen.drivers.cli_hide import hidden
from govnetgen.drivers.cli_language import Language
from govnetgen.drivers.errors import DeviceFull, ReplaceUnsupported

FILE = "govnetgen.cfg"


def upload(client: SSHClient, text: str, encoding: str) -> str:
    """Write the configuration to the device's own storage by SFTP and return the file's name."""
    data = encode(text.replace("\r", ""), encoding)
    try:
        with client.open_sftp() as files:
            with files.open(FILE, "wb") as opened:
                opened.write(data)
            if files.stat(FILE).st_size != len(data):
                raise OSError("the file is shorter than what was sent")
    except SSHException as error:
        raise ReplaceUnsupported(f"a replace needs the device's SFTP server: {error}") from error
    except (OSError, SFTPError) as error:
        raise DeviceFull(
            f"the configuration could not be written to the device: {error}",
            line=FILE,
            index=0,
            answer=str(error),
            accepted=(),
        ) from error
    return FILE


def difference(running: str, wanted: str, language: Language) -> str:
    """Return the difference of two configurations, line by line, without their secrets; empty where there is none."""
    before, after = (_lines(text, language) for text in (running, wanted))
    changed = [line.rstrip() for line in difflib.unified_diff(before, after, "running", "wanted", n=2, lineterm="")]
    return "\n".join(hidden(line, language) for line in changed)


def _lines(text: str, language: Language) -> list[str]:
    lines = [line.rstrip() for line in text.split("\n")]
    return [line for line in lines if line and not any(one.match(line) for one in language.heading)]
