"""temporary"""
from ringtrue.detectors.base import Detector
from ringtrue.model import Family
DETECTOR = Detector("unlisted_claim", Family.CLAIM, "")
