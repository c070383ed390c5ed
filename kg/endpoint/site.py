"""What the server shows: ``/sparql``, the page and the other files of the folder, the ontology, and a console.

It listens on 127.0.0.1 only. A page of another site that a browser shows may send requests here too; so a request must
name this machine as its host, and one that comes from another origin is refused unless the user allowed that origin.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from importlib.resources import files
from pathlib import Path
from socketserver import ForkingMixIn, TCPServer
from typing import TYPE_CHECKING, Any, ClassVar

from jinja2 import Environment

from kg import __version__
from kg.endpoint.evaluate import Limits, answer
from kg.endpoint.protocol import Query, Refusal, read_get, read_post
from kg.errors import SettingError
from kg.export.files import FILES
from kg.export.formats import EXTRA_FILES
from kg.graph.queries import named_queries, with_values
from kg.ontology import data_turtle, prefixes

if TYPE_CHECKING:
    from kg.graph.store import Loaded

ADDRESS = "127.0.0.1"
LONGEST_QUERY = 1 << 20  # bytes of a posted query
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".nt": "application/n-triples; charset=utf-8",
    ".nq": "application/n-quads; charset=utf-8",
    ".trig": "application/trig; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".graphml": "application/xml",
    ".jsonl": "application/x-ndjson",
}
_SERVICE = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
<{url}> a sd:Service ;
    sd:endpoint <{url}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON> , <http://www.w3.org/ns/formats/Turtle> ;
    sd:defaultDataset <{url}#dataset> .
<{url}#dataset> a sd:Dataset ;
    sd:defaultGraph <{url}#graph> .
<{url}#graph> a sd:Graph ;
    void:triples {triples} .
"""


@dataclass(frozen=True, slots=True)
class Site:
    """What is served."""

    folder: Path
    loaded: Loaded
    limits: Limits
    origins: tuple[str, ...] = ()  # other origins whose pages may ask; "*" for any

    def files(self) -> dict[str, Path]:
        """The files of the build that are there, by name."""
        return {name: self.folder / name for name in (*FILES, *EXTRA_FILES) if (self.folder / name).is_file()}


def server(site: Site, port: int) -> TCPServer:
    """A server that is bound and has yet to be run by ``serve_forever``; port 0 takes a free one.

    Raises:
        SettingError: the port is in use, or the system cannot fork.
    """
    handler: type[_Handler] = type("Handler", (_Handler,), {"site": site, "console": _console(site)})
    try:
        made = _Server((ADDRESS, port), handler)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or "no port"
        raise SettingError(f"port {port} cannot be used ({reason}): choose another with --port") from error
    handler.port = made.socket.getsockname()[1]
    return made


class _Server(ForkingMixIn, TCPServer):
    """Each request in a process of its own: none can hold up or bring down the others."""

    allow_reuse_address = True
    max_children = 8
    request_queue_size = 32

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no event."""


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    site: ClassVar[Site]
    console: ClassVar[str]
    port: ClassVar[int]
    server_version = f"kg/{__version__}"
    sys_version = ""
    timeout = 30  # seconds in which a client must have sent its request

    def do_GET(self) -> None:
        """Answer GET, and HEAD without the body."""
        self._answer(self._get)

    do_HEAD = do_GET  # noqa: N815 - the name that the standard library looks for

    def do_POST(self) -> None:
        """Answer a posted query."""
        self._answer(self._post)

    def do_OPTIONS(self) -> None:
        """Answer a browser that asks whether a page of another origin may ask."""
        self._answer(lambda: self._send(204, "", b""))

    def _refuse_method(self) -> None:
        self._answer(lambda: self._text(405, "this endpoint is read-only: GET, HEAD and POST of a query"))

    do_PUT = do_DELETE = do_PATCH = _refuse_method  # noqa: N815

    def _answer(self, work: Any) -> None:
        try:
            self._check_origin()
            work()
        except Refusal as refusal:
            self._text(refusal.status, refusal.reason)

    def _check_origin(self) -> None:
        own = {f"{name}:{self.port}" for name in (ADDRESS, "localhost")}
        if (self.headers.get("Host") or "").lower() not in own:
            raise Refusal(421, "this server answers to 127.0.0.1 and localhost only")
        origin = self.headers.get("Origin")
        if origin and origin not in {f"http://{host}" for host in own} and not self._allowed(origin):
            raise Refusal(403, "pages of other origins may not ask here: start kg serve with --allow-origin")

    def _allowed(self, origin: str) -> bool:
        return origin in self.site.origins or "*" in self.site.origins

    def _get(self) -> None:
        path, _, query_string = self.path.partition("?")
        held = self.site.files()
        base = self.site.loaded.base
        name = path.removeprefix("/")
        if path == "/":
            policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'"
            self._send(200, _TYPES[".html"], self.console.encode(), {"Content-Security-Policy": policy})
        elif path == "/sparql":
            query = read_get(query_string, self.headers.get("Accept") or "*/*")
            self._describe() if query is None else self._run(query)
        elif name in held:
            try:
                self._send(200, _TYPES[Path(name).suffix], held[name].read_bytes())
            except OSError as error:
                raise Refusal(404, f"{name} cannot be read") from error
        elif name in ("ontology.ttl", "shapes.ttl"):
            self._send(200, _TYPES[".ttl"], data_turtle(name, base).encode())
        elif name.startswith("queries/") and name[8:].removesuffix(".rq") in named_queries():
            query_text = with_values(named_queries()[name[8:].removesuffix(".rq")], {}, base)
            self._send(200, "application/sparql-query; charset=utf-8", query_text.encode())
        else:
            raise Refusal(404, "there is nothing here: see / for what there is")

    def _post(self) -> None:
        path, _, query_string = self.path.partition("?")
        if path != "/sparql":
            raise Refusal(405, "queries are posted to /sparql")
        length = self.headers.get("Content-Length") or ""
        if not length.isdecimal():
            raise Refusal(411, "the length of the body is wanted")
        if int(length) > LONGEST_QUERY:
            raise Refusal(413, f"a query has {LONGEST_QUERY} bytes at most")
        body = self.rfile.read(int(length))
        kind = self.headers.get("Content-Type") or ""
        self._run(read_post(kind, query_string, body, self.headers.get("Accept") or "*/*"))

    def _describe(self) -> None:
        url = f"http://{ADDRESS}:{self.port}/sparql"
        told = _SERVICE.format(url=url, triples=self.site.loaded.triples)
        self._send(200, _TYPES[".ttl"], told.encode())

    def _run(self, query: Query) -> None:
        found = answer(self.site.loaded.store, prefixes(self.site.loaded.base), query, self.site.limits)
        text = found.media_type.startswith("text/")
        self._send(200, found.media_type + ("; charset=utf-8" if text else ""), found.body)

    def _text(self, status: int, line: str) -> None:
        self._send(status, "text/plain; charset=utf-8", (line + "\n").encode("utf-8", "replace"))

    def _send(self, status: int, kind: str, body: bytes, more: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "cross-origin" if self.site.origins else "same-origin")
        origin = self.headers.get("Origin") if self.headers else None
        if origin and self._allowed(origin):
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS")
            self.send_header("Access-Control-Allow-Headers", "Accept, Content-Type")
            self.send_header("Vary", "Origin")
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the standard library
        """Say nothing: a line a request is noise."""


def _console(site: Site) -> str:
    """The page at ``/``: links to the files, and a place to ask in SPARQL."""
    environment = Environment(autoescape=True)
    template = environment.from_string(files("kg.endpoint").joinpath("console.html").read_text(encoding="utf-8"))
    base = site.loaded.base
    questions = {name: with_values(query, {}, base) for name, query in named_queries().items()}
    return template.render(
        questions=named_queries().values(),
        # < as an escape: a text of a query may not close the script element
        texts=json.dumps(questions, ensure_ascii=False).replace("<", "\\u003c"),
        names=sorted(site.files()),
        triples=f"{site.loaded.triples:,}",
        version=__version__,
    )
