"""Detectors: one file a technique, and one row of `ringtrue.detectors.registry.TABLE`."""
