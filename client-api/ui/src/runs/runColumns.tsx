import type { Schemas } from '../api/client';
import type { Column } from '../shared/DataRows';
import { Moment } from '../shared/Moment';
import { formatDuration } from '../shared/time';
import { titleOf } from '../shared/Tag';
import { RunStatus } from './RunStatus';
import classes from './runColumns.module.css';

type Run = Schemas['RunBody'];

const workflowCell = (run: Run) => (
  <span className={classes.workflow} title={run.workflow}>
    <span className="truncate">{run.workflow}</span>
    <span className={classes.version}>v{run.version}</span>
  </span>
);

/** The columns of a list of runs. */
export const runColumns: readonly Column<Run>[] = [
  { id: 'workflow', header: 'Workflow', width: 'minmax(140px, 2fr)', cell: workflowCell },
  { id: 'status', header: 'Status', width: '104px', cell: (run) => <RunStatus status={run.status} /> },
  { id: 'error', header: 'Error', width: 'minmax(80px, 1.3fr)', cell: (run) => <span className={classes.error} title={run.errorCode ?? undefined}>{run.errorCode}</span>, isWideOnly: true, drop: 4 },
  { id: 'correlation', header: 'Correlation', width: 'minmax(90px, 1fr)', cell: (run) => <span className="mono" title={run.correlationId ?? undefined}>{run.correlationId ?? '–'}</span>, isWideOnly: true },
  { id: 'origin', header: 'Started by', width: '84px', cell: (run) => titleOf(run.origin), isWideOnly: true, drop: 3 },
  { id: 'id', header: 'Run', width: '112px', cell: (run) => <span className={classes.id} title={run.id}>{run.id.slice(0, 13)}</span>, isWideOnly: true, drop: 2 },
  { id: 'started', header: 'Started', width: '96px', cell: (run) => <Moment at={run.startedAt} />, isWideOnly: true },
  { id: 'changed', header: 'Changed', width: '96px', cell: (run) => <Moment at={run.updatedAt} />, isWideOnly: true, drop: 1 },
  { id: 'duration', header: 'Duration', width: '84px', align: 'right', cell: (run) => formatDuration(run.durationMs), isWideOnly: true },
];

/** The same where there is room for two: what else one needs to tell runs apart stands below the name. */
export const narrowRunColumns: readonly Column<Run>[] = [
  {
    id: 'workflow', header: 'Workflow', width: 'minmax(140px, 2fr)',
    cell: (run) => (
      <>
        {workflowCell(run)}
        <span className={classes.below}>
          <Moment at={run.startedAt} /> {run.correlationId && <span className={classes.id}>{run.correlationId}</span>}
        </span>
      </>
    ),
  },
  ...runColumns.filter(({ id }) => id === 'status'),
];
