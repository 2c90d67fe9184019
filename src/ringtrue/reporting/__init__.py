"""Findings for others: a registrar, a platform, the police, a brand; nothing is sent."""
