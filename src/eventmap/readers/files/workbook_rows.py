"""A script: writes each sheet of a workbook as a CSV file, in a process of its own.

A sheet of two cells, one of them in the last row and column, takes calamine hundreds of gigabytes:
here it takes this process down, and not the one that asked. Knows nothing of the package.

Arguments: the workbook, a folder for the sheets ``0.csv``, ``1.csv``, ..., and the memory in bytes.
Prints a JSON object: ``{"sheets": [{"name", "hidden"}, ...]}`` or ``{"error": "..."}``.
"""

import csv
import datetime
import json
import sys
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

Cell = (
    int
    | float
    | str
    | bool
    | datetime.time
    | datetime.date
    | datetime.datetime
    | datetime.timedelta
)

WHOLE = 1e15
"""Up to here every whole number is one of a spreadsheet's floats."""


def write_sheets(workbook: CalamineWorkbook, folder: Path) -> list[dict[str, object]]:
    """Write all sheets of cells and return their names, and whether they are hidden."""
    sheets: list[dict[str, object]] = []
    for at, data in enumerate(workbook.sheets_metadata):
        if data.typ != SheetTypeEnum.WorkSheet:
            continue
        with (folder / f"{len(sheets)}.csv").open("w", newline="", encoding="utf-8") as file:
            rows = workbook.get_sheet_by_index(at).iter_rows()
            csv.writer(file).writerows(map(to_text, rows))
        hidden = data.visible != SheetVisibleEnum.Visible
        sheets.append({"name": data.name, "hidden": hidden})
    return sheets


def to_text(row: list[Cell]) -> list[str]:
    """Return a row's cells: dates in ISO, numbers as short as they read back the same."""
    return [cell if isinstance(cell, str) else _to_text(cell) for cell in row]


def _to_text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < WHOLE else repr(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, datetime.datetime | datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def main(path: str, folder: str, memory_bytes: str) -> None:
    """Write the sheets and print what there is."""
    try:
        import resource
    except ImportError:
        pass  # Windows has no such limits
    else:
        resource.setrlimit(resource.RLIMIT_AS, (int(memory_bytes), int(memory_bytes)))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        result: dict[str, object] = {
            "sheets": write_sheets(CalamineWorkbook.from_path(path), Path(folder))
        }
    except PasswordError:
        result = {"error": "locked with a password"}
    except (CalamineError, ValueError, OSError) as error:
        result = {"error": f"damaged or no workbook: {error}"}
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
