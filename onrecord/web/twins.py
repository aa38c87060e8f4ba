"""A page's answer for programs: JSON and CSV of just what it shows."""

import csv
import io
import json

from onrecord.ask.plain import table
from onrecord.export.cells import safe_cell
from onrecord.record import plain
from onrecord.web.asked import Answer


def as_json(answer: Answer, snapshot: str) -> str:
    """The snapshot, then the answer; of one that is nothing but rows they stand under "rows"."""
    whole = answer.whole
    whole = {k: plain(v) for k, v in whole.items()} if isinstance(whole, dict) else plain(whole)
    fields = whole if isinstance(whole, dict) else {"rows": whole}
    return json.dumps({"snapshot": snapshot} | fields, ensure_ascii=False) + "\n"


def as_csv(answer: Answer) -> str:
    """The rows with their headings, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for cells in table(answer.row, answer.rows):
        writer.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()
