"""Serves the AWS emulator on a loopback port chosen by the kernel and prints that port.

Started by `tests/harness/emulator.rs`. One process, no worker: stopping it by id stops everything. It also ends by itself when its standard
input closes, so that a test process that is killed leaves nothing behind.
"""

import asyncio
import os
import socket
import sys
import threading

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
port = listener.getsockname()[1]
# Read when the emulator is imported: the port stands in queue URLs and in the OIDC issuer of clusters.
os.environ["GATEWAY_PORT"] = str(port)


def end_with_parent():
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()

from hypercorn.asyncio import serve  # noqa: E402
from hypercorn.config import Config  # noqa: E402
from ministack.app import app  # noqa: E402

import gaps  # noqa: E402, F401

config = Config()
config.bind = [f"fd://{listener.detach()}"]
config.loglevel = "WARNING"
# A request on a connection that is just being closed is sent again, and a state lock sent again finds itself taken: never close one first.
config.keep_alive_timeout = 3600
config.keep_alive_max_requests = 1_000_000_000
print(port, flush=True)
asyncio.run(serve(app, config))
