"""Configuration files: who may say what, where it comes from, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ringtrue.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, and a user without a configuration."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    folder = tmp_path / "project" / "inner"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder.parent


def user(project: Path, text: str) -> Path:
    path = project.parent / "home" / "ringtrue" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_any_the_country_is_unknown(project: Path, capsys: Capture) -> None:
    assert main(["check", "95588"]) == 3
    assert "In China 95588 is" in capsys.readouterr().out


def test_a_project_says_region_and_language(project: Path, capsys: Capture) -> None:
    (project / "ringtrue.toml").write_text('region = "cn"\nlang = "zh"\n', encoding="utf-8")
    assert main(["check", "95588"]) == 0
    out = capsys.readouterr().out
    assert "官方" in out
    assert "ringtrue.toml" in out  # and the answer says from where
    assert main(["check", "95588", "--region", "DE", "--lang", "en"]) == 3
    assert "ringtrue.toml" not in capsys.readouterr().out


def test_the_locale_names_the_country(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert main(["check", "95588"]) == 0
    assert "LANG" in capsys.readouterr().out


def test_a_project_is_nearer_than_the_user(project: Path, capsys: Capture) -> None:
    user(project, 'region = "DE"\nlang = "zh"\n')
    (project / "ringtrue.toml").write_text('region = "CN"\n', encoding="utf-8")
    assert main(["config", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["region"] == {"value": "CN", "from": str(project / "ringtrue.toml")}
    assert told["lang"]["value"] == "zh"


def test_only_the_user_names_lists(project: Path, capsys: Capture) -> None:
    """Whoever makes a folder must not make anything official for whoever works in it."""
    own = project.parent / "mine.toml"
    own.write_text(
        'schema = 1\nid = "acme"\nname = "Acme Bank"\ncontacts = ['
        '{ kind = "domain", value = "acmebank.example" }]\n',
        encoding="utf-8",
    )
    (project / "ringtrue.toml").write_text(f'allowlist = ["{own}"]\n', encoding="utf-8")
    assert main(["check", "acmebank.example"]) == 2
    assert "only your own" in capsys.readouterr().err
    (project / "ringtrue.toml").unlink()
    user(project, 'allowlist = ["../../mine.toml"]\n')
    assert main(["config"]) == 0
    assert "mine.toml" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('regoin = "CN"', "did you mean region?"),
        ('region = "China"', "did you mean CN?"),
        ("region = 7", "a text is wanted"),
        ("region =", "cannot be read"),
        ('known = "x"', "only your own"),
    ],
)
def test_what_is_wrong_is_told(project: Path, text: str, told: str, capsys: Capture) -> None:
    (project / "ringtrue.toml").write_text(text, encoding="utf-8")
    assert main(["check", "rnetamask.io"]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["chek", "x"], "did you mean check"),
        (["check", "a.example", "--kind", "domian"], "did you mean domain"),
        (["check", "a.example", "--langg", "zh"], "did you mean --lang?"),
        (["publish", "status", "repo", "--jsn"], "unrecognized: --jsn; see --help"),
        (["--lang", "zh", "check", "a.example"], "ringtrue COMMAND --lang ..."),
        (["brands", "Metamsk"], "did you mean MetaMask (metamask)"),
        (["check", "a.example", "--claims", "Coinbse"], "did you mean Coinbase (coinbase)"),
        (["explain", "combosquating"], "did you mean combosquatting?"),
        (["check", "a.example", "--region", "China"], "did you mean CN?"),
    ],
)
def test_did_you_mean(project: Path, argv: list[str], told: str, capsys: Capture) -> None:
    assert main(argv) == 2
    assert told in capsys.readouterr().err


def test_whom_to_turn_to_fits_one_screen(project: Path, capsys: Capture) -> None:
    assert main(["brands", "tokenpocket", "--support"]) == 0
    out = capsys.readouterr().out
    assert "help.tokenpocket.pro" in out
    assert len(out.splitlines()) <= 12


def test_ask(project: Path, capsys: Capture) -> None:
    assert main(["ask", "TP钱包客服电话", "--lang", "zh"]) == 0
    assert "help.tokenpocket.pro" in capsys.readouterr().out
    assert main(["ask", "Zorbexium", "wallet", "support"]) == 3
    assert main(["ask", "is", "rnetamask.io", "real?", "--json"]) == 1
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["contacts"][0]["status"] == "impersonation"


@pytest.mark.parametrize(
    ("argument", "count"),
    [
        ("rnetamask.io,95588", 2),
        ("rnetamask.io 95588", 2),
        ("a@b.example; +1 800 555 0142", 2),
        ("metamask.io、tokenpocket.pro，95588", 3),
        ("+1 800 555 0142", 1),
        ("https://x.example/a,b", 1),
        ("TokenPocket Support <desk@mail.example>", 1),
        ("MetaMask support", 1),
    ],
)
def test_several_contacts_in_one_argument_are_told_apart(
    project: Path, argument: str, count: int, capsys: Capture
) -> None:
    main(["check", argument, "--json"])
    assert len(capsys.readouterr().out.splitlines()) == count


def test_quiet_and_colour(project: Path, capsys: Capture) -> None:
    assert main(["check", "rnetamask.io", "--quiet"]) == 1
    assert capsys.readouterr().out == ""
    assert main(["check", "rnetamask.io", "--color", "always"]) == 1
    assert "\x1b[" in capsys.readouterr().out
    assert main(["check", "rnetamask.io", "--color", "never"]) == 1
    assert "\x1b[" not in capsys.readouterr().out


def test_each_command_tells_its_own_exit_codes(project: Path, capsys: Capture) -> None:
    for command, code in (
        ("check", "3  nothing worse"),
        ("lint", "1  findings"),
        ("ask", "1  a co"),
    ):
        assert main([command, "--help"]) == 0
        out = capsys.readouterr().out
        assert code in out
        assert out.index("0  ") < out.index("2  the command")
    main(["brands", "--help"])
    assert "suspicious" not in capsys.readouterr().out


def test_completion_is_made_from_the_parser(project: Path, capsys: Capture) -> None:
    pytest.importorskip("shtab", reason="needs the extra [completion]")
    assert main(["completion", "bash"]) == 0
    out = capsys.readouterr().out
    assert "--claims" in out
    assert "verify-sources" in out
