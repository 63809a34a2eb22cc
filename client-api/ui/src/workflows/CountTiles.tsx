import { UnstyledButton } from '@mantine/core';
import type { Schemas } from '../api/client';
import type { WorkflowStatus } from './model';
import classes from './WorkflowsPage.module.css';

const TILES: readonly { status: WorkflowStatus | null; count: WorkflowStatus | 'total'; label: string }[] = [
  { status: null, count: 'total', label: 'All' },
  { status: 'active', count: 'active', label: 'Active' },
  { status: 'draft', count: 'draft', label: 'Draft' },
  { status: 'paused', count: 'paused', label: 'Paused' },
];

/** How many there are; a tile filters the list by its status. */
export function CountTiles({ counts, selected, onSelect }: {
  counts: Schemas['WorkflowCounts'] | undefined;
  selected: WorkflowStatus | null;
  onSelect: (status: WorkflowStatus | null) => void;
}) {
  return (
    <div className={classes.tiles} role="group" aria-label="By status">
      {TILES.map(({ status, count, label }) => (
        <UnstyledButton key={count} className={classes.tile} aria-pressed={selected === status} onClick={() => onSelect(status)}>
          <span className={classes.count}>{counts?.[count] ?? '–'}</span>
          <span>{label}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}
