"""Detectors of site names: what a host is judged by that comes near a protected name."""

from __future__ import annotations

from ringtrue.detectors import (
    cheap_ending,
    combosquatting,
    homograph,
    hosted_content,
    soundsquatting,
    target_embedding,
    tld_swap,
    typosquatting,
)
from ringtrue.detectors.base import Detector

DETECTORS: tuple[Detector, ...] = (
    homograph.DETECTOR,
    typosquatting.DETECTOR,
    combosquatting.DETECTOR,
    target_embedding.DETECTOR,
    cheap_ending.DETECTOR,
    tld_swap.DETECTOR,
    soundsquatting.DETECTOR,
    hosted_content.DETECTOR,
)
