"""temporary"""
from ringtrue.detectors.base import Detector
from ringtrue.model import Family
DETECTOR = Detector("freemail_brand", Family.CLAIM, "")
