"""Keep the libraries that read from calling home; docs/security.md tells it of every dependency."""

from __future__ import annotations

import os

# Since 1.29 onnxruntime writes a device id into the user's cache, looks up a name server and reports its use,
# unless it is told otherwise before it is imported, in every process; it has no call that comes soon enough.
# Ray reports its use to its maker from the first `init` on, unless it is told otherwise.
SWITCHES = {"ORT_DISABLE_TELEMETRY": "1", "RAY_USAGE_STATS_ENABLED": "0"}


def stay_offline() -> None:
    """Switch off whatever would call home, in this process and in those that it starts."""
    os.environ.update(SWITCHES)
