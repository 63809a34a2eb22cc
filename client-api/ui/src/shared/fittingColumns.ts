/** The room between two columns, in pixels, as in the style sheet. */
export const GAP = 16;

interface Sized {
  width: string;
  isWideOnly?: boolean;
  drop?: number;
}

/** The least width of a track of a CSS grid, in pixels. */
const leastOf = ({ width }: Sized): number => Number(/(\d+)px/.exec(width)?.[1] ?? 0);

/** The columns that have room side by side: those that may be left out go one by one until the others fit. */
export function fittingColumns<T extends Sized>(columns: readonly T[], room: number): readonly T[] {
  const order = columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => column.isWideOnly)
    .sort((a, b) => (a.column.drop ?? Infinity) - (b.column.drop ?? Infinity) || b.index - a.index);
  const gone = new Set<T>();
  let needed = columns.reduce((sum, column) => sum + leastOf(column) + GAP, -GAP);
  for (const { column } of order) {
    if (needed <= room) break;
    gone.add(column);
    needed -= leastOf(column) + GAP;
  }
  return gone.size === 0 ? columns : columns.filter((column) => !gone.has(column));
}
