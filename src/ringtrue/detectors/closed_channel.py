"""temporary"""
from ringtrue.detectors.base import Detector
from ringtrue.model import Family
DETECTOR = Detector("closed_channel", Family.CLAIM, "")
