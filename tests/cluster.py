"""A real Spark cluster on 127.0.0.1: a master and two workers, each a process of its own, ended when done."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

WORKERS = 2
PATIENCE = 300  # seconds; a machine under load starts Java slowly
DEPLOY = "org.apache.spark.deploy"


@contextmanager
def cluster(home: Path, folder: Path) -> Iterator[str]:
    """The address of a cluster's master; `home` is the folder of pyspark, `folder` keeps logs and work."""
    with ExitStack() as stack:
        log = stack.enter_context(_process(home, folder, "master", f"{DEPLOY}.master.Master", "--port", "0"))
        address = _said(log, r"Starting Spark master at (spark://\S+:\d+)")
        port = _said(log, r"service 'sparkMaster' on port (\d+)")
        address = f"{address.rpartition(':')[0]}:{port}"
        for number in range(WORKERS):
            own = ("--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"work{number}"), address)
            log = stack.enter_context(_process(home, folder, f"worker{number}", f"{DEPLOY}.worker.Worker", *own))
            _said(log, "(Successfully registered with master)")
        yield address


@contextmanager
def _process(home: Path, folder: Path, name: str, java_class: str, *words: str) -> Iterator[Path]:
    """One process of the cluster, and the file of what it says."""
    log = folder / f"{name}.log"
    command = [str(home / "bin" / "spark-class"), java_class, "--host", "127.0.0.1", "--webui-port", "0", *words]
    settings = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m"}
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(command, env=os.environ | settings, stdout=file, stderr=file)
    try:
        yield log
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _said(log: Path, pattern: str) -> str:
    """The first group of the pattern, once the log has it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := re.search(pattern, log.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.1)
    raise TimeoutError(f"{log.name} did not say {pattern}: {log.read_text(encoding='utf-8')[-2000:]}")
