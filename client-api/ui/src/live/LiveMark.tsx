import { Tooltip } from '@mantine/core';
import type { LiveState } from './follow';
import classes from './LiveMark.module.css';

/** Says whether the page follows what happens, or asks from time to time. */
export function LiveMark({ state }: { state: LiveState }) {
  const isLive = state === 'live';
  return (
    <Tooltip label={isLive ? 'What happens shows up at once.' : 'There is no live connection now. The page asks again every few seconds.'}>
      <span className={classes.mark} data-live={isLive || undefined} role="status">
        <span className={classes.dot} aria-hidden="true" />
        {isLive ? 'Live' : 'Polling'}
      </span>
    </Tooltip>
  );
}
