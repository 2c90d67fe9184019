"""Detectors of links on listed hosts: what an official carrier takes along."""

from __future__ import annotations

from ringtrue.detectors import open_redirect, planted_contact
from ringtrue.detectors.base import Detector

DETECTORS: tuple[Detector, ...] = (planted_contact.DETECTOR, open_redirect.DETECTOR)
