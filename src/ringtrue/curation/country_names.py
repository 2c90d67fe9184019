"""Names of countries in the languages of the catalogue, from Unicode's CLDR.

``python -m ringtrue.curation.country_names`` writes data/country_names.tsv anew; it needs the
package babel, which carries CLDR.
"""

from __future__ import annotations

import re
from pathlib import Path

from ringtrue import data

LANGUAGES = ("en", "zh", "zh_Hant", "ja", "ko", "es", "pt", "vi", "id", "ru", "de", "fr")
"""Columns of the table, behind the code."""
_NO_COUNTRY = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


def table() -> str:
    """The table as text."""
    import babel

    names = [babel.Locale.parse(lang).territories for lang in LANGUAGES]
    known = [str(code) for code in names[0]]
    codes = sorted(c for c in known if re.fullmatch("[A-Z]{2}", c) and c not in _NO_COUNTRY)
    head = "\n".join(
        [
            "# Names of countries and territories (ISO 3166) by language.",
            f"# Version: CLDR as in babel {babel.__version__}; licence Unicode-3.0.",
            "# Regenerate: python -m ringtrue.curation.country_names",
            "\t".join(["# code", *LANGUAGES]),
            "",
        ]
    )
    rows = ["\t".join([code, *(str(each.get(code) or "") for each in names)]) for code in codes]
    return head + "\n".join(rows) + "\n"


if __name__ == "__main__":
    Path(data.__file__).with_name("country_names.tsv").write_text(table(), encoding="utf-8")
