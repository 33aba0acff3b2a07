"""Serves moto on a loopback port chosen by the kernel and prints that port.

Started by `tests/live/harness/emulator.rs`. One process: stopping it by id stops everything. It also ends by itself when its standard input
closes, so that a test process that is killed leaves nothing behind.
"""

import os
import sys
import threading


def end_with_parent():
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()

from moto.server import DomainDispatcherApplication, create_backend_app  # noqa: E402
from werkzeug.serving import WSGIRequestHandler, make_server  # noqa: E402


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    # Terraform keeps connections open.
    protocol_version = "HTTP/1.1"

    def log_request(self, *_):
        pass


app = DomainDispatcherApplication(create_backend_app)
server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
print(server.port, flush=True)
server.serve_forever()
