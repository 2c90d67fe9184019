"""temporary"""
from ringtrue.errors import UnparseableContact
def parse(raw, region=None, **k): raise UnparseableContact("unrecognised", raw)
def looks_like(raw): return False
def from_url(*a): return None
def knows_prefix(p): return False
