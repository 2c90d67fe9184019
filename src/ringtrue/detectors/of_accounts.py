"""Detectors of accounts, mail addresses and apps."""

from __future__ import annotations

from ringtrue.detectors import (
    app_id_squatting,
    disguised_name,
    display_name_spoof,
    freemail_brand,
    handle_affix,
    handle_padding,
    handle_slips,
    opaque_invite,
    painted_badge,
    platform_swap,
    platform_unnamed,
    post_link,
    profile_name_spoof,
)
from ringtrue.detectors.base import Detector

DETECTORS: tuple[Detector, ...] = (
    handle_affix.DETECTOR,
    handle_padding.DETECTOR,
    handle_slips.DETECTOR,
    platform_swap.DETECTOR,
    profile_name_spoof.DETECTOR,
    painted_badge.DETECTOR,
    disguised_name.DETECTOR,
    opaque_invite.DETECTOR,
    post_link.DETECTOR,
    platform_unnamed.DETECTOR,
    display_name_spoof.DETECTOR,
    freemail_brand.DETECTOR,
    app_id_squatting.DETECTOR,
)
