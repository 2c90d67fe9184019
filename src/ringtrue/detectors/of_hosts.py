"""Detectors of hosts: what every host is asked, near a protected name or not."""

from __future__ import annotations

from ringtrue.detectors import bait, domain_or_account
from ringtrue.detectors.base import Detector

DETECTORS: tuple[Detector, ...] = (bait.DETECTOR, domain_or_account.DETECTOR)
