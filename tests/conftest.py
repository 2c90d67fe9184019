"""Tests see the shipped list, whatever updates the person who runs them has installed."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_installed_updates(tmp_path_factory: pytest.TempPathFactory) -> None:
    os.environ["RINGTRUE_DATA"] = str(tmp_path_factory.mktemp("data"))


def pytest_configure() -> None:
    # Before the modules are collected: some read the directory at import.
    os.environ["RINGTRUE_DATA"] = os.devnull
