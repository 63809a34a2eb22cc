import { Link } from 'react-router';
import type { Column } from '../shared/DataRows';
import { Moment } from '../shared/Moment';
import { triggerOf, type WorkflowSummary } from './model';
import { Sparkline } from './Sparkline';
import { useRecentRuns, useVersion, useWorkflow } from './useWorkflows';
import { WorkflowMenu } from './WorkflowMenu';
import { WorkflowTags } from './WorkflowTags';
import classes from './WorkflowsPage.module.css';

export const workflowColumns: readonly Column<WorkflowSummary>[] = [
  {
    id: 'name', header: 'Name', width: 'minmax(150px, 2fr)',
    cell: ({ name, key }) => (
      <>
        <span className={classes.name} title={name}>{name}</span>
        <span className={classes.key} title={key}>{key}</span>
      </>
    ),
  },
  { id: 'status', header: 'Status', width: 'minmax(84px, 190px)', cell: (workflow) => <WorkflowTags workflow={workflow} /> },
  { id: 'trigger', header: 'Trigger', width: 'minmax(120px, 1.2fr)', cell: (workflow) => <TriggerCell workflow={workflow} />, isWideOnly: true },
  { id: 'runs', header: 'Last runs', width: '128px', cell: ({ key }) => <RunsCell workflowKey={key} />, isWideOnly: true },
  { id: 'updated', header: 'Updated', width: '96px', cell: ({ updatedAt }) => <Moment at={updatedAt} />, isWideOnly: true },
  { id: 'menu', header: '', width: '32px', cell: (workflow) => <WorkflowMenu workflow={workflow} />, align: 'right' },
];

/** The version's trigger decides; before there is one, the draft's shows what it will be. */
function TriggerCell({ workflow: { key, publishedVersion } }: { workflow: WorkflowSummary }) {
  const draft = useWorkflow(key);
  const published = useVersion(key, publishedVersion);
  const definition = publishedVersion ? published.data?.definition : draft.data?.draft;
  if (definition === undefined) return null;
  const event = triggerOf(definition);
  return event ? (
    <Link to={`/catalog?event=${encodeURIComponent(event)}`} className={`text-link mono ${classes.trigger}`} title={event}>{event}</Link>
  ) : (
    <span className={classes.dimmed}>By hand</span>
  );
}

function RunsCell({ workflowKey }: { workflowKey: string }) {
  const runs = useRecentRuns(workflowKey);
  return runs.data ? <Sparkline runs={runs.data} /> : null;
}
