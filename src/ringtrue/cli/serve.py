"""``ringtrue serve``: the HTTP backend and the web page."""

from __future__ import annotations

from argparse import Namespace
from importlib.util import find_spec
from pathlib import Path

from ringtrue.cli.streams import Stop
from ringtrue.errors import RingtrueError

NEEDED = ("starlette", "uvicorn", "httptools", "msgspec", "selectolax")


def _can_send() -> bool:
    try:
        return find_spec("opentelemetry.exporter.otlp.proto.http") is not None
    except ModuleNotFoundError:
        return False


def run(options: Namespace) -> int:
    """Serves until it is stopped. Raises `Stop` for a setting or a list that cannot be."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise Stop(
            f"serve needs {', '.join(missing)}; install them with: pip install 'ringtrue[server]'"
        )
    if options.otel and (find_spec("opentelemetry") is None or not _can_send()):
        raise Stop("--otel needs opentelemetry; install it with: pip install 'ringtrue[otel]'")
    from ringtrue.server.run import serve
    from ringtrue.server.settings import Settings, SettingsError, read_tokens

    try:
        tokens: tuple[str, ...] = ()
        if options.token_file:
            tokens = read_tokens(Path(options.token_file).read_text(encoding="utf-8"))
        settings = Settings(
            host=options.host,
            port=options.port,
            workers=options.workers,
            origins=tuple(options.allow_origin),
            hosts=tuple(options.allow_host),
            proxies=tuple(options.proxy),
            tokens=tokens,
            allowlists=tuple(options.allowlist),
            directory=options.directory,
            rate=options.rate,
            telemetry=options.otel,
            log_requests=not options.quiet,
        )
        return serve(settings)
    except (SettingsError, RingtrueError) as error:
        raise Stop(str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        name = getattr(error, "filename", None) or options.token_file
        raise Stop(f"cannot read {name}: {getattr(error, 'strerror', None) or error}") from error
