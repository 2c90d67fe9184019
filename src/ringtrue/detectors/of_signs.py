"""Detectors of what few hosts have: labels below the registered one, other scripts, a listing."""

from __future__ import annotations

from ringtrue.detectors import (
    embedded_suffix,
    generated_domain,
    mixed_script,
    user_page,
)
from ringtrue.detectors.base import Detector

DETECTORS: tuple[Detector, ...] = (
    embedded_suffix.DETECTOR,
    generated_domain.DETECTOR,
    mixed_script.DETECTOR,
    user_page.DETECTOR,
)
