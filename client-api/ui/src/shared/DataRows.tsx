import { Button, Center, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { Link, useNavigate } from 'react-router';
import { fittingColumns, GAP } from './fittingColumns';
import { usePageKeys } from './keys';
import classes from './DataRows.module.css';

export interface Column<T> {
  id: string;
  header: string;
  /** A track of a CSS grid: `120px`, `minmax(160px, 2fr)`. */
  width: string;
  cell: (row: T) => ReactNode;
  align?: 'right';
  /** Left out on narrow screens, and where the columns do not fit. */
  isWideOnly?: boolean;
  /** Which of those goes first when there is no room: the lowest. Without it they go from right to left, after those that have one. */
  drop?: number;
}

interface Props<T> {
  label: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  /** Where a row leads; its first column becomes the link. */
  to: (row: T) => string;
  rowHeight?: number;
  hasMore?: boolean;
  isLoadingMore?: boolean;
  onMore?: () => void;
  selection?: { selected: ReadonlySet<string>; onChange: (selected: ReadonlySet<string>) => void };
  isCurrent?: (row: T) => boolean;
}

const NARROW = '(max-width: 48em)';
/** As in the style sheet. */
const PADDING = 12;

/** What may lie above and below the rows of a window: the header of the list, and bars that stick. */
const COVERED_ABOVE = 40;
const COVERED_BELOW = 84;

/** A list of any length: only what can be seen is in the page. J and K move in it, Enter opens, X ticks. */
export function DataRows<T>({ label, rows, columns, rowKey, to, rowHeight = 44, hasMore, isLoadingMore, onMore, selection, isCurrent }: Props<T>) {
  const list = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  const isNarrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const table = useRef<HTMLDivElement>(null);
  const width = useWidth(table);
  const hasSelection = selection !== undefined;
  const shown = useMemo(
    () => fittingColumns(isNarrow ? columns.filter((column) => !column.isWideOnly) : columns, width - (hasSelection ? 28 + GAP : 0) - 2 * PADDING),
    [columns, isNarrow, width, hasSelection],
  );
  const template = [...(selection ? ['28px'] : []), ...shown.map((column) => column.width)].join(' ');
  const virtual = useWindowVirtualizer({
    count: rows.length, estimateSize: () => rowHeight, overscan: 10, scrollMargin: offset, useFlushSync: false,
    scrollPaddingStart: COVERED_ABOVE, scrollPaddingEnd: COVERED_BELOW,
  });
  useLayoutEffect(() => setOffset(list.current?.offsetTop ?? 0), []);

  useLayoutEffect(() => virtual.measure(), [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= rows.length - 20) onMore?.();
  }, [hasMore, isLoadingMore, last, rows.length, onMore]);

  const selected = selection?.selected;
  const allSelected = useMemo(() => selected !== undefined && rows.length > 0 && rows.every((row) => selected.has(rowKey(row))), [selected, rows, rowKey]);
  const toggleAll = () => selection?.onChange(allSelected ? new Set() : new Set(rows.map(rowKey)));
  const toggle = useStable((key: string) => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    selection?.onChange(next);
  });
  const [active, setActive] = useRowKeys(rows, rowKey, to, (index) => virtual.scrollToIndex(index), selection && toggle);
  const leave = useStable(() => setActive(null));

  return (
    <>
      <div role="table" ref={table} aria-label={label} aria-rowcount={rows.length + 1} className={classes.table}>
        <div role="rowgroup">
          <div role="row" className={classes.header} style={{ gridTemplateColumns: template }}>
            {selected && (
              <div role="columnheader">
                <Check label="Select all" isChecked={allSelected} isPartly={!allSelected && selected.size > 0} onChange={toggleAll} />
              </div>
            )}
            {shown.map((column) => (
              <div role="columnheader" key={column.id} data-align={column.align}>
                {column.header}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" ref={list} style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start }) => {
            const row = rows[index]!;
            const id = rowKey(row);
            return (
              <MemoRow
                key={id}
                row={row as object}
                id={id}
                index={index}
                top={start - offset}
                height={rowHeight}
                columns={shown as readonly Column<object>[]}
                template={template}
                to={to(row)}
                isActive={index === active}
                isCurrent={isCurrent?.(row) ?? false}
                isSelected={selected?.has(id)}
                onToggle={toggle}
                onPoint={leave}
              />
            );
          })}
        </div>
      </div>
      {hasMore && (
        <Center py="md">
          <Button variant="default" size="xs" loading={isLoadingMore} onClick={onMore}>
            Load more
          </Button>
        </Center>
      )}
    </>
  );
}

interface RowProps {
  row: object;
  id: string;
  index: number;
  top: number;
  height: number;
  columns: readonly Column<object>[];
  template: string;
  to: string;
  isActive: boolean;
  isCurrent: boolean;
  /** Absent where rows are not selected. */
  isSelected?: boolean;
  onToggle: (id: string) => void;
  /** The mouse moves on it. */
  onPoint: () => void;
}

/** One row. It is made again when something of it changed, not whenever the list scrolls or another row does. */
const MemoRow = memo(function Row({ row, id, index, top, height, columns, template, to, isActive, isCurrent, isSelected, onToggle, onPoint }: RowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      data-active={isActive || undefined}
      data-current={isCurrent || undefined}
      style={{ gridTemplateColumns: template, height, transform: `translateY(${top}px)` }}
      // Rows that keys scroll below a mouse that rests are entered too, but it does not move.
      onMouseMove={(event) => (event.movementX !== 0 || event.movementY !== 0) && onPoint()}
    >
      {isSelected !== undefined && (
        <div role="cell" className={classes.check}>
          <Check label={`Select ${id}`} isChecked={isSelected} onChange={() => onToggle(id)} />
        </div>
      )}
      {columns.map((column, place) => (
        <div role="cell" key={column.id} data-align={column.align} className={classes.cell}>
          {place === 0 ? (
            <Link to={to} className={classes.link}>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </div>
      ))}
    </div>
  );
});

function Check({ label, isChecked, isPartly = false, onChange }: { label: string; isChecked: boolean; isPartly?: boolean; onChange: () => void }) {
  return (
    <label className={classes.target}>
      <input
        type="checkbox"
        className={classes.box}
        aria-label={label}
        checked={isChecked}
        onChange={onChange}
        ref={(element) => {
          if (element) element.indeterminate = isPartly;
        }}
      />
    </label>
  );
}

/** The width of an element, kept up to date; no limit as long as it is not known. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Infinity);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    setWidth(element.current!.clientWidth);
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** A function that stays the same while what it does follows the latest render. */
function useStable<Arguments extends unknown[]>(action: (...values: Arguments) => void): (...values: Arguments) => void {
  const latest = useRef(action);
  useLayoutEffect(() => {
    latest.current = action;
  });
  return useCallback((...values: Arguments) => latest.current(...values), []);
}

/** What stands in for rows that are on their way. */
export function RowSkeletons({ count = 10, height = 44 }: { count?: number; height?: number }) {
  return (
    <div role="status" aria-label="Loading">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} style={{ height, display: 'flex', alignItems: 'center', gap: 24 }}>
          <Skeleton h={12} w={`${28 - (index % 3) * 4}%`} />
          <Skeleton h={12} w="12%" />
          <Skeleton h={12} w="18%" />
        </div>
      ))}
    </div>
  );
}

interface ActiveRow {
  key: string;
  /** Where it stood when it was chosen; rows that come later may have moved it. */
  index: number;
}

/** The index of the row that keys are about; -1 for none. */
function useRowKeys<T>(
  rows: readonly T[], rowKey: (row: T) => string, to: (row: T) => string, reveal: (index: number) => void, tick?: (key: string) => void,
): [number, (active: null) => void] {
  const [active, setActive] = useState<ActiveRow | null>(null);
  const navigate = useNavigate();
  const index = indexOf(rows, rowKey, active);
  usePageKeys((event) => {
    const row = rows[index];
    if (event.key === 'j' || event.key === 'k') {
      const next = Math.min(Math.max(index + (event.key === 'j' ? 1 : -1), 0), rows.length - 1);
      if (!rows[next]) return;
      setActive({ key: rowKey(rows[next]), index: next });
      reveal(next);
    } else if (row && event.key === 'x') {
      tick?.(rowKey(row));
    } else if (row && event.key === 'Enter' && !(event.target as Element).closest('a, button')) {
      void navigate(to(row));
    }
  });
  return [index, setActive];
}

function indexOf<T>(rows: readonly T[], rowKey: (row: T) => string, active: ActiveRow | null): number {
  if (!active) return -1;
  const row = rows[active.index];
  return row && rowKey(row) === active.key ? active.index : rows.findIndex((other) => rowKey(other) === active.key);
}
