"""The registry of detectors, in the order of their pages.

A detector is a module of this package and one entry in `DETECTORS`; a test names any file
that is left out.
"""

from __future__ import annotations

from ringtrue.detectors import (
    app_id_squatting,
    bait,
    brand_in_path,
    closed_channel,
    combosquatting,
    country_code_swap,
    country_label,
    display_name_spoof,
    embedded_suffix,
    freemail_brand,
    generated_domain,
    handle_affix,
    handle_padding,
    hidden_destination,
    homograph,
    hosted_content,
    ip_literal,
    mixed_script,
    number_near_miss,
    obfuscated_number,
    open_redirect,
    parser_differential,
    planted_contact,
    platform_swap,
    premium_rate,
    premium_swap,
    script_link,
    short_code_prefix,
    soundsquatting,
    target_embedding,
    tld_swap,
    tollfree_prefix_swap,
    typosquatting,
    unlisted_claim,
    unlisted_extension,
    userinfo_spoof,
)
from ringtrue.detectors.base import Detector

DETECTORS: tuple[Detector, ...] = (
    # links and domains
    homograph.DETECTOR,
    typosquatting.DETECTOR,
    combosquatting.DETECTOR,
    target_embedding.DETECTOR,
    embedded_suffix.DETECTOR,
    generated_domain.DETECTOR,
    tld_swap.DETECTOR,
    soundsquatting.DETECTOR,
    hosted_content.DETECTOR,
    brand_in_path.DETECTOR,
    userinfo_spoof.DETECTOR,
    parser_differential.DETECTOR,
    mixed_script.DETECTOR,
    planted_contact.DETECTOR,
    open_redirect.DETECTOR,
    ip_literal.DETECTOR,
    script_link.DETECTOR,
    hidden_destination.DETECTOR,
    bait.DETECTOR,
    # accounts and mail
    handle_affix.DETECTOR,
    handle_padding.DETECTOR,
    platform_swap.DETECTOR,
    display_name_spoof.DETECTOR,
    freemail_brand.DETECTOR,
    app_id_squatting.DETECTOR,
    # numbers
    tollfree_prefix_swap.DETECTOR,
    country_code_swap.DETECTOR,
    number_near_miss.DETECTOR,
    premium_swap.DETECTOR,
    premium_rate.DETECTOR,
    short_code_prefix.DETECTOR,
    unlisted_extension.DETECTOR,
    country_label.DETECTOR,
    obfuscated_number.DETECTOR,
    # what the context claims
    closed_channel.DETECTOR,
    unlisted_claim.DETECTOR,
)
"""Every detector, in the order in which they run."""
