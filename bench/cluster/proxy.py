"""nginx in front of the nodes: spreads, passes over a node that is gone, and says so plainly when
all are."""

import signal
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.cluster.namespaces import MACHINES, Network

PORT = 8080
_CONF = """
daemon off;
worker_processes 1;
user www-data;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u;
  scgi_temp_path {folder}/s;
  upstream nodes {{
{servers}
  }}
  server {{
    listen {port};
    keepalive_requests 100000;
    location / {{
      proxy_pass http://nodes;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_connect_timeout 1s;
      proxy_read_timeout 30s;
      proxy_next_upstream error timeout;
      proxy_next_upstream_tries 2;
    }}
    error_page 502 504 =503 /paused.html;
    location = /paused.html {{ root {folder}; internal; add_header Retry-After 5 always; }}
  }}
}}
"""


@dataclass
class Proxy:
    """One nginx. `show` changes the nodes it sends people to, without dropping anybody."""

    network: Network
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self, nodes: Iterable[str], paused_page: bytes) -> None:
        self.folder.mkdir(mode=0o755)
        (self.folder / "paused.html").write_bytes(paused_page)
        self._write(nodes)
        self.process = self.network.start(
            "proxy", ["nginx", "-c", str(self.folder / "nginx.conf")],
            log=self.folder / "nginx.log",
        )  # fmt: skip

    def show(self, nodes: Iterable[str]) -> None:
        self._write(nodes)
        assert self.process is not None
        self.process.send_signal(signal.SIGHUP)

    def _write(self, nodes: Iterable[str]) -> None:
        servers = "\n".join(
            f"    server {MACHINES[node]}:8000 max_fails=1 fail_timeout=5s;" for node in nodes
        )
        text = _CONF.format(folder=self.folder, servers=servers, port=PORT)
        (self.folder / "nginx.conf").write_text(text)
