"""Detectors of links: what a host carries besides, and what hides it."""

from __future__ import annotations

from ringtrue.detectors import (
    brand_in_path,
    hidden_destination,
    ip_literal,
    parser_differential,
    script_link,
    userinfo_spoof,
)
from ringtrue.detectors.base import Detector

DETECTORS: tuple[Detector, ...] = (
    brand_in_path.DETECTOR,
    userinfo_spoof.DETECTOR,
    parser_differential.DETECTOR,
    ip_literal.DETECTOR,
    script_link.DETECTOR,
    hidden_destination.DETECTOR,
)
