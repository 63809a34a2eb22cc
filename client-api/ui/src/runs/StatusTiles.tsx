import { UnstyledButton } from '@mantine/core';
import { titleOf } from '../shared/Tag';
import type { RunFilter } from './filter';
import { runStatuses, statusTones } from './status';
import { useRunSummary } from './useRuns';
import classes from './StatusTiles.module.css';

const count = new Intl.NumberFormat('en');

/** How many runs stand where. Each tile narrows the list to its status, or takes that back. */
export function StatusTiles({ filter, onChange, period }: {
  filter: RunFilter;
  onChange: (selected: string[]) => void;
  period: string;
}) {
  const summary = useRunSummary(filter).data;
  const selected = filter.status;
  return (
    <div className={classes.tiles} role="group" aria-label="Status">
      {runStatuses.map((status) => {
        const isSelected = selected.includes(status);
        const isNow = status === 'RUNNING' || status === 'WAITING';
        return (
          <UnstyledButton
            key={status}
            className={classes.tile}
            data-tone={statusTones[status]}
            aria-pressed={isSelected}
            onClick={() => onChange(isSelected ? selected.filter((one) => one !== status) : [...selected, status])}
          >
            <span className={classes.name}>
              <span className={classes.dot} aria-hidden="true" />
              {titleOf(status)}
            </span>{' '}
            <span className={classes.count}>{summary ? count.format(summary.byStatus[status] ?? 0) : '–'}</span>{' '}
            <span className={classes.when}>{isNow ? 'now' : period}</span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
