export interface CellPlace {
  row: number;
  column: number;
}

const pageRows = 15;

/** Where a key takes the marked cell, as in a spreadsheet; null when the key is none of its. */
export function moveCell(
  key: string,
  ctrl: boolean,
  place: CellPlace,
  size: { rows: number; columns: number },
): CellPlace | null {
  const rowMax = Math.max(0, size.rows - 1);
  const columnMax = Math.max(0, size.columns - 1);
  const hold = (next: CellPlace): CellPlace => ({
    row: Math.min(Math.max(0, next.row), rowMax),
    column: Math.min(Math.max(0, next.column), columnMax),
  });
  switch (key) {
    case 'ArrowUp':
      return hold({ ...place, row: ctrl ? 0 : place.row - 1 });
    case 'ArrowDown':
      return hold({ ...place, row: ctrl ? rowMax : place.row + 1 });
    case 'ArrowLeft':
      return hold({ ...place, column: ctrl ? 0 : place.column - 1 });
    case 'ArrowRight':
      return hold({ ...place, column: ctrl ? columnMax : place.column + 1 });
    case 'PageUp':
      return hold({ ...place, row: place.row - pageRows });
    case 'PageDown':
      return hold({ ...place, row: place.row + pageRows });
    case 'Home':
      return hold({ row: ctrl ? 0 : place.row, column: 0 });
    case 'End':
      return hold({ row: ctrl ? rowMax : place.row, column: columnMax });
    default:
      return null;
  }
}
