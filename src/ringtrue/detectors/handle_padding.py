"""temporary"""
from ringtrue.detectors.base import Detector
from ringtrue.model import Family
DETECTOR = Detector("handle_padding", Family.CLAIM, "")
