"""Starts linkup-emulator for a test, unless LINKUP_API_BASE says where one is."""

import os
import signal
import subprocess
from pathlib import Path

# LINKUP_EMULATOR is the program, where it is built; else Go builds it from the repository that this is a part of.
COMMAND = [os.environ["LINKUP_EMULATOR"]] if "LINKUP_EMULATOR" in os.environ else ["go", "run", "../../cmd/linkup-emulator"]


class Emulator:
    """A server with a base URL. Leave it with stop."""

    def __init__(self, error_status):
        self.base, self.process = os.environ.get("LINKUP_API_BASE"), None
        if self.base:
            return
        command = [*COMMAND, "serve", "--listen=127.0.0.1:0", "--log-level=error", f"--error-status={error_status}"]
        self.process = subprocess.Popen(command, cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True)
        self.base = self.process.stdout.readline().strip() + "/v1"  # the first line is the URL

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGINT)
            self.process.communicate()
