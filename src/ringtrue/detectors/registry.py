"""The registry of detectors, in the order of their pages.

A detector is a module of this package and one entry in a group (``of_sites.py`` ...); a test names
any file that is left out. The groups are apart because a process that checks one address pays for
every module that it imports: `ringtrue.detectors.plan` imports those that a contact needs.
"""

from __future__ import annotations

from ringtrue.detectors import (
    of_accounts,
    of_carriers,
    of_claims,
    of_hosts,
    of_links,
    of_numbers,
    of_signs,
    of_sites,
)
from ringtrue.detectors.base import Detector

DETECTORS: tuple[Detector, ...] = (
    *of_sites.DETECTORS,
    *of_signs.DETECTORS,
    *of_hosts.DETECTORS,
    *of_links.DETECTORS,
    *of_carriers.DETECTORS,
    *of_accounts.DETECTORS,
    *of_numbers.DETECTORS,
    *of_claims.DETECTORS,
)
"""Every detector, in the order in which they run."""
