"""Detectors of telephone numbers."""

from __future__ import annotations

from ringtrue.detectors import (
    country_code_swap,
    country_label,
    number_near_miss,
    obfuscated_number,
    premium_rate,
    premium_swap,
    short_code_prefix,
    tollfree_prefix_swap,
    unlisted_extension,
)
from ringtrue.detectors.base import Detector

DETECTORS: tuple[Detector, ...] = (
    tollfree_prefix_swap.DETECTOR,
    country_code_swap.DETECTOR,
    number_near_miss.DETECTOR,
    premium_swap.DETECTOR,
    premium_rate.DETECTOR,
    short_code_prefix.DETECTOR,
    unlisted_extension.DETECTOR,
    country_label.DETECTOR,
    obfuscated_number.DETECTOR,
)
