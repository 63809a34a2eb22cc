import { Alert, Button, Group, Skeleton, Stack, Tabs } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useSession } from '../session/SessionProvider';
import { CopyButton } from '../shared/CopyButton';
import { Moment } from '../shared/Moment';
import { Missing } from '../shared/Missing';
import { PageHeader } from '../shared/PageHeader';
import { useUrlState } from '../shared/useUrlState';
import { EditorTab } from './EditorTab';
import { LeaveDialog } from './LeaveDialog';
import { OverviewTab } from './OverviewTab';
import { PauseDialog } from './PauseDialog';
import { RunsTab } from './RunsTab';
import { SettingsTab } from './SettingsTab';
import { useDraft } from './useDraft';
import { useWorkflow, type Workflow } from './useWorkflows';
import { VersionsTab } from './VersionsTab';
import { WorkflowMenu } from './WorkflowMenu';
import { useHasUnpublishedChanges, WorkflowTags } from './WorkflowTags';
import classes from './WorkflowPage.module.css';

const StartDialog = lazy(() => import('./StartDialog'));

const TABS = [['overview', 'Overview'], ['editor', 'Editor'], ['versions', 'Versions'], ['settings', 'Settings'], ['runs', 'Runs']] as const;

/** One workflow: what it does, its draft, versions, settings and runs. */
export function WorkflowPage() {
  const { key = '' } = useParams();
  const workflow = useWorkflow(key);
  const back = <Link to="/workflows" className="text-link">Workflows</Link>;
  if (workflow.isError) {
    return (
      <>
        <PageHeader before={back} title={key} />
        <Missing error={workflow.error} to="/workflows" label="Go to the workflows" onRetry={() => void workflow.refetch()} />
      </>
    );
  }
  if (workflow.isPending) {
    return (
      <Stack role="status" aria-label="Loading">
        <Skeleton height={46} maw={420} />
        <Skeleton height={36} />
        <Skeleton height={320} />
      </Stack>
    );
  }
  return <Page key={key} workflow={workflow.data} back={back} />;
}

function Page({ workflow, back }: { workflow: Workflow; back: ReactNode }) {
  const { may } = useSession();
  const [parameters, change] = useUrlState();
  const navigate = useNavigate();
  const draft = useDraft(workflow);
  const isChanged = useHasUnpublishedChanges(workflow);
  const tab = TABS.find(([name]) => name === parameters.get('tab'))?.[0] ?? 'overview';
  return (
    <>
      <PageHeader
        before={back}
        title={workflow.name}
        subtitle={
          <Group gap="sm">
            <Group gap={4} wrap="nowrap" style={{ minWidth: 0 }}>
              <span className="mono" style={{ overflowWrap: 'anywhere' }}>{workflow.key}</span>
              <CopyButton value={workflow.key} label="Copy the key" />
            </Group>
            <WorkflowTags workflow={workflow} isChanged={isChanged} wrap="wrap" />
          </Group>
        }
        actions={
          <>
            {may('operate') && workflow.publishedVersion && (
              <Button leftSection={<IconPlayerPlay size={16} />} variant={tab === 'editor' ? 'default' : 'filled'} onClick={() => change({ do: 'start' }, { push: true })}>
                Start a run
              </Button>
            )}
            <WorkflowMenu workflow={workflow} isInPage onDeleted={() => void navigate('/workflows')} />
          </>
        }
      />
      {workflow.paused && <PausedNotice workflow={workflow} />}
      <Tabs value={tab} onChange={(next) => change({ tab: next === 'overview' ? null : next }, { push: true })} keepMounted={false}>
        <Tabs.List mb="md" className={classes.tabs}>
          {TABS.map(([name, label]) => (
            <Tabs.Tab key={name} value={name}>
              {label}
              {name === 'editor' && draft.isDirty && <span title="Not saved" aria-label="not saved"> •</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview"><OverviewTab workflow={workflow} /></Tabs.Panel>
        <Tabs.Panel value="editor"><EditorTab workflow={workflow} draft={draft} /></Tabs.Panel>
        <Tabs.Panel value="versions"><VersionsTab workflow={workflow} /></Tabs.Panel>
        <Tabs.Panel value="settings"><SettingsTab key={workflow.revision} workflow={workflow} /></Tabs.Panel>
        <Tabs.Panel value="runs"><RunsTab workflow={workflow} /></Tabs.Panel>
      </Tabs>
      <LeaveDialog draft={draft} />
      <Suspense>
        {parameters.get('do') === 'start' && workflow.publishedVersion && may('operate') && <StartDialog workflow={workflow} onClose={() => change({ do: null })} />}
      </Suspense>
    </>
  );
}

function PausedNotice({ workflow }: { workflow: Workflow }) {
  const { may } = useSession();
  const [isAsking, setAsking] = useState(false);
  const { pauseReason, pausedBy, pausedAt, pauseMode } = workflow.settings;
  return (
    <Alert color="yellow" variant="light" icon={<IconPlayerPause size={18} />} title={pauseReason || 'Paused'} mb="md">
      <Group justify="space-between" gap="sm">
        <span>
          Events are {pauseMode === 'skip' ? 'skipped' : 'held'}.
          {pausedBy && <> Paused by {pausedBy}</>} {pausedAt && <Moment at={pausedAt} />}
        </span>
        {may('operate') && <Button size="xs" variant="default" onClick={() => setAsking(true)}>Resume</Button>}
      </Group>
      {isAsking && <PauseDialog workflow={workflow} onClose={() => setAsking(false)} />}
    </Alert>
  );
}
