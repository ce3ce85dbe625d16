"""What docs/deploy.md, the Dockerfile and compose.yaml tell a server to do can be done; nobody runs them."""

from __future__ import annotations

import configparser
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from starlette.routing import Route

from kg.cli import app
from kg.serve import status
from kg.settings import SERVE_PORT

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")


def read_instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, with lines that go on joined and comments left out."""
    lines = "\n".join(line for line in DOCKERFILE.splitlines() if not line.startswith("#"))
    joined = re.sub(r"\\\n", " ", lines)
    return [(name, rest.strip()) for name, rest in re.findall(r"^ *([A-Z]+) (.*)$", joined, re.MULTILINE)]


def check_command(arguments: list[str]) -> None:
    """Fail where `kg` does not have that command, or it those options."""
    command = typer.main.get_command(app)
    name, *rest = [re.sub(r"\$\{\w+:-(\w+)\}", r"\1", argument) for argument in arguments]
    found = command.commands[name]  # type: ignore[attr-defined]
    found.make_context(name, rest, resilient_parsing=False)


def test_what_is_copied_into_the_image_exists() -> None:
    copied = [rest.split()[:-1] for name, rest in read_instructions() if name == "COPY"]
    sources = [source for one in copied for source in one if not one[0].startswith("--from")]
    assert "requirements.lock" in sources and "kg/" in sources
    assert [source for source in sources if not (ROOT / source).exists()] == []
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert not {source.rstrip("/") for source in sources} & set(ignored)
    needed = re.findall(r'^"(\w+)" = "kg/_data', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert {f"{folder}/" for folder in needed} <= set(sources)


def test_the_image_is_built_in_stages_and_runs_as_nobody_special() -> None:
    instructions = read_instructions()
    stages = [rest.rpartition(" AS ")[2] for name, rest in instructions if name == "FROM"]
    assert stages == ["build", "test", "serve"]
    served = instructions[[name for name, _ in instructions].index("FROM", 0) :]
    last = dict(served[max(at for at, (name, _) in enumerate(served) if name == "FROM") :])
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", last["USER"]) and last["EXPOSE"] == str(SERVE_PORT)
    assert json.loads(last["ENTRYPOINT"]) == ["kg"]
    check_command(json.loads(last["CMD"]))
    probe = json.loads(last["HEALTHCHECK"].partition("CMD ")[2])
    compile(probe[2], "the health check", "exec")
    address = re.search(r"http://127\.0\.0\.1:(\d+)(/\w+)", probe[2])
    assert address and address[1] == str(SERVE_PORT)
    assert address[2] in [route.path for route in status.ROUTES if isinstance(route, Route)]


def test_hadolint_finds_nothing() -> None:
    program = shutil.which("hadolint")
    if program is None:
        pytest.skip("hadolint is not installed")
    done = subprocess.run([program, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert done.stdout == "" and done.returncode == 0


@pytest.mark.parametrize("name", [name for name, one in COMPOSE["services"].items() if "kg" in one["image"]])
def test_the_services_of_compose_run_what_there_is(name: str) -> None:
    service = COMPOSE["services"][name]
    check_command(service["command"])
    assert service["read_only"] and service["cap_drop"] == ["ALL"]
    for volume in service["volumes"]:
        source = volume.partition(":")[0]
        assert source in COMPOSE["volumes"] or (ROOT / source).is_dir()
    for port in service.get("ports", ()):
        assert port == f"127.0.0.1:{SERVE_PORT}:{SERVE_PORT}"
    assert set(service.get("depends_on", ())) <= set(COMPOSE["services"])


def test_the_server_that_takes_writes_has_no_port_outside() -> None:
    assert "ports" not in COMPOSE["services"]["sparql"]


def test_the_units_of_systemd_start_what_there_is() -> None:
    units = re.findall(r"```ini\n(.*?)```", PAGE, re.DOTALL)
    assert len(units) == 2
    for text in units:
        unit = configparser.ConfigParser(interpolation=None, strict=False)
        unit.optionxform = str  # type: ignore[assignment, method-assign]
        unit.read_string(text)
        program, *arguments = shlex.split(unit["Service"]["ExecStart"])
        assert program == "/opt/kg/bin/kg" and unit["Service"]["ProtectSystem"] == "strict"
        check_command(arguments)


def test_the_commands_of_the_page_are_those_that_there_are() -> None:
    commands = re.findall(r"^    kg (.+?)(?:  |$)", PAGE, re.MULTILINE) + re.findall(
        r"`kg ([^`]+ --[^`]+)`", PAGE
    )
    assert len(commands) >= 2
    for line in commands:
        check_command(shlex.split(line))


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [(["serv"], "serv"), (["serve", "--no-such-option"], "No such option"), (["build"], "(?i)missing")],
)
def test_what_does_not_exist_would_be_noticed(wrong: list[str], reason: str) -> None:
    with pytest.raises(Exception, match=reason):
        check_command(wrong)
