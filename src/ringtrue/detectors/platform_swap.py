"""temporary"""
from ringtrue.detectors.base import Detector
from ringtrue.model import Family
DETECTOR = Detector("platform_swap", Family.CLAIM, "")
