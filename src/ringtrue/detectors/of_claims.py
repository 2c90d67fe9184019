"""Detectors of what the context claims, of wallets and of remote assistance."""

from __future__ import annotations

from ringtrue.detectors import (
    address_poisoning,
    closed_channel,
    remote_access,
    unlisted_claim,
)
from ringtrue.detectors.base import Detector

DETECTORS: tuple[Detector, ...] = (
    address_poisoning.DETECTOR,
    remote_access.DETECTOR,
    closed_channel.DETECTOR,
    unlisted_claim.DETECTOR,
)
