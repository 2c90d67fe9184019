"""Detectors of site names: what a bare host is judged by."""

from __future__ import annotations

from ringtrue.detectors import (
    bait,
    cheap_ending,
    combosquatting,
    domain_or_account,
    embedded_suffix,
    generated_domain,
    homograph,
    hosted_content,
    mixed_script,
    soundsquatting,
    target_embedding,
    tld_swap,
    typosquatting,
    user_page,
)
from ringtrue.detectors.base import Detector

DETECTORS: tuple[Detector, ...] = (
    homograph.DETECTOR,
    typosquatting.DETECTOR,
    combosquatting.DETECTOR,
    target_embedding.DETECTOR,
    embedded_suffix.DETECTOR,
    generated_domain.DETECTOR,
    cheap_ending.DETECTOR,
    tld_swap.DETECTOR,
    soundsquatting.DETECTOR,
    hosted_content.DETECTOR,
    mixed_script.DETECTOR,
    user_page.DETECTOR,
    bait.DETECTOR,
    domain_or_account.DETECTOR,
)
