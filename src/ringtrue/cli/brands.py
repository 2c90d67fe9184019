"""``ringtrue brands``: what is listed, with sources and dates; ``--stats`` counts it."""

from __future__ import annotations

from argparse import Namespace

from ringtrue.checking import Checker
from ringtrue.cli.defaults import directory_of
from ringtrue.cli.exits import OFFICIAL
from ringtrue.cli.streams import Stop, coloured, put, put_json
from ringtrue.judging.near_brands import hint
from ringtrue.render.answer import answer_text
from ringtrue.render.brands import brand_dict, brand_line, brand_text
from ringtrue.render.coverage import coverage, coverage_text


def run(options: Namespace) -> int:
    """Lists all brands, shows one, or counts. Raises `Stop` for a brand that is not listed."""
    directory = directory_of(options.allowlist)
    brands = sorted(directory.brands.values(), key=lambda brand: brand.id)
    if options.brand is not None:
        found = directory.brand_for(options.brand)
        if found is None:
            raise Stop(f"{options.brand}: no such brand; {hint(directory, options.brand)}")
        brands = [found]
    if options.support:
        if options.brand is None:
            raise Stop("--support needs a brand: ringtrue brands BRAND --support")
        answer = Checker(directory).ask(f"{brands[0].name} support", options.region, options.lang)
        if options.json:
            put_json(answer.to_dict(options.lang))
        else:
            put(answer_text(answer, options.lang, colour=coloured()))
        return OFFICIAL
    if options.stats:
        counts = coverage(brands)
        if options.json:
            put_json(counts)
        else:
            put(coverage_text(counts, options.lang, colour=coloured()))
        return OFFICIAL
    for brand in brands:
        if options.json:
            put_json(brand_dict(brand))
        elif options.brand is None:
            put(brand_line(brand))
        else:
            put(brand_text(brand, options.lang, colour=coloured()))
    return OFFICIAL
