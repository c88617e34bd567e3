"""DeviceConfig to text through the platform's templates."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket

from govnetgen.model.device import DeviceConfig
from govnetgen.model.secret import Secret, placeholder
from govnetgen.platform import Dialect, Platform
from govnetgen.render.filters import FILTERS


class TemplateFailure(Exception):
    """A template could not render a device: which file, which line, and what went wrong."""

    def __init__(self, file: str, line: int, device: str, reason: str) -> None:
        self.file, self.line, self.device, self.reason = file, line, device, reason
        super().__init__(f"{file}:{line}: {device}: {reason}")


def template_folders(override: Path | None = None) -> tuple[Path, ...]:
    """Where templates are looked up, in order: the user's own, the packaged ones, the checkout's."""
    package = Path(__file__).resolve().parent.parent
    found = [override] if override is not None else []
    found += [folder for folder in (package / "templates", package.parent / "templates") if folder.is_dir()]
    return tuple(found)


class _Compiled(jinja2.BytecodeCache):
    """What this process compiled already, by the file and its text: to compile costs more than to render a device."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._held.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class Renderer:
    """Renders devices; keeps one compiled set of templates a platform.

    ``resolve`` turns a secret reference into its text; without it a stable placeholder is written.
    """

    def __init__(self, folders: Sequence[Path] | None = None, resolve: Callable[[Secret], str] = placeholder) -> None:
        self._folders = tuple(folders) if folders is not None else template_folders()
        self._resolve = resolve
        self._templates: dict[str, jinja2.Template] = {}

    def render(self, device: DeviceConfig, platform: Platform, dialect: Dialect) -> str:
        """Return the configuration text, ending in a newline; raises TemplateFailure."""
        try:
            return self._template(platform).render(device=device, dialect=dialect)
        except jinja2.TemplateSyntaxError as failure:
            name = failure.filename or failure.name or platform.name
            raise TemplateFailure(name, failure.lineno, device.system.hostname, failure.message or "") from failure
        except jinja2.TemplateNotFound as failure:
            raise TemplateFailure(str(failure.name), 0, device.system.hostname, "template not found") from failure
        except (jinja2.TemplateError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError) as failure:
            file, line = self._place(failure, platform)
            raise TemplateFailure(file, line, device.system.hostname, str(failure)) from failure

    def _template(self, platform: Platform) -> jinja2.Template:
        if platform.name not in self._templates:
            environment = jinja2.Environment(
                loader=jinja2.FileSystemLoader(self._folders),
                undefined=jinja2.StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                keep_trailing_newline=True,
                autoescape=False,  # configurations are not HTML
                auto_reload=False,
                bytecode_cache=_COMPILED,
            )
            environment.filters.update(FILTERS)
            environment.filters.update(platform.filters)
            environment.filters["secret"] = self._secret
            self._templates[platform.name] = environment.get_template(f"{platform.name}/device.j2")
        return self._templates[platform.name]

    def _secret(self, secret: Secret) -> str:
        return self._resolve(secret) if secret.is_reference else secret.text

    def _place(self, failure: BaseException, platform: Platform) -> tuple[str, int]:
        """Find the innermost template line of a failure's traceback: Jinja keeps the templates' own lines in it."""
        place = (f"{platform.name}/device.j2", 0)
        trace = failure.__traceback__
        while trace is not None:
            file = trace.tb_frame.f_code.co_filename
            if file.endswith(".j2"):
                place = (file, trace.tb_lineno)
            trace = trace.tb_next
        return place
