"""Collect every translatable text into `locale/mapping.pot`, and bring the catalogues up to it.

Texts are the literal arguments of `_`, `plural` and `plural_forms` in the package and in the notebooks' code, every
paragraph of the notebooks' prose, and why each shipped rule of needs counts. Run through `make messages`; the tests
fail while the template is behind the texts.
"""

from __future__ import annotations

import ast
import csv
import io
import json
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from mapping.documents.blocks import paragraphs
from mapping.translate import DOMAIN

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "locale" / f"{DOMAIN}.pot"
NEED_RULES = ROOT / "data" / "raw" / "tables" / "need_rules.csv"
# How many of a call's arguments are texts.
KEYWORDS = {"_": 1, "plural": 2, "plural_forms": 2}

Found = tuple[str | tuple[str, str], str]


def in_code(code: str, where: str) -> list[Found]:
    """The texts that Python code passes to `_`, `plural` and `plural_forms`, each with its file."""
    calls = [each for each in ast.walk(ast.parse(code)) if isinstance(each, ast.Call)]
    named = [(call, call.func.id) for call in calls if isinstance(call.func, ast.Name) and call.func.id in KEYWORDS]
    ordered = sorted(named, key=lambda found: (found[0].lineno, found[0].col_offset))
    texts = [tuple(map(_literal, call.args[: KEYWORDS[name]])) for call, name in ordered]
    return [(one[0] if len(one) == 1 else (one[0], one[1]), where) for one in texts if all(one)]


def _literal(part: ast.expr) -> str:
    """The text of a literal; none for what is put together while running, such as a paragraph of a notebook."""
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""


def in_notebook(path: Path) -> list[Found]:
    """The paragraphs of a notebook's prose, and the texts in its code."""
    found: list[Found] = []
    where = path.relative_to(ROOT).as_posix()
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            found += [(paragraph, where) for paragraph in paragraphs(source)]
        else:
            found += in_code(source, where)
    return found


def in_rules(path: Path) -> list[Found]:
    """Why each rule of a table counts, as the table says it."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["why"], path.relative_to(ROOT).as_posix()) for row in csv.DictReader(file) if row["why"]]


def template() -> Catalog:
    """All texts of the project, in the order of their files; no date, so that equal texts give equal bytes."""
    catalogue = Catalog(project="Central Asia media landscape", charset="utf-8")
    modules = sorted((ROOT / "mapping").rglob("*.py"))
    found = [each for path in modules for each in in_code(path.read_text("utf-8"), path.relative_to(ROOT).as_posix())]
    found += [each for path in sorted((ROOT / "notebooks").glob("[1-9]*.ipynb")) for each in in_notebook(path)]
    found += in_rules(NEED_RULES)
    for message, where in found:
        catalogue.add(message, locations=[(where, 0)])
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """A catalogue as a file without line numbers and dates."""
    file = io.BytesIO()
    write_po(file, catalogue, omit_header=True, include_lineno=False, width=120)
    return file.getvalue()


def main() -> None:
    """Write the template and update each language's catalogue."""
    fresh = template()
    TEMPLATE.write_bytes(written(fresh))
    for path in sorted(TEMPLATE.parent.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parent.parent.name)
        catalogue.update(fresh, no_fuzzy_matching=True)
        with path.open("wb") as file:
            write_po(file, catalogue, include_lineno=False, width=120)
    print(f"{len(fresh)} texts in {TEMPLATE.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
