import { Drawer, Skeleton, Stack, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link, useParams } from 'react-router';
import { useSession } from '../session/SessionProvider';
import { useEscape } from '../shared/keys';
import { Missing } from '../shared/Missing';
import { PageHeader } from '../shared/PageHeader';
import { useUrlState } from '../shared/useUrlState';
import { isOver } from './status';
import { AuditTab } from './studio/AuditTab';
import { EnvelopeTab } from './studio/EnvelopeTab';
import { ErrorCard } from './studio/ErrorCard';
import { LogTab } from './studio/LogTab';
import { PipelineTab } from './studio/PipelineTab';
import { RunActions } from './studio/RunActions';
import { RunHeader } from './studio/RunHeader';
import { StepPanel } from './studio/StepPanel';
import { TimelineTab } from './studio/TimelineTab';
import { useRun, useRunSteps } from './studio/useRun';
import { WhyCard } from './studio/WhyCard';
import classes from './RunPage.module.css';

const TABS = [['pipeline', 'Pipeline'], ['timeline', 'Timeline'], ['log', 'Log'], ['envelope', 'Envelope'], ['audit', 'Audit']] as const;

/** One run: where it stands, what its steps did, and what can be done about it. */
export function RunPage() {
  const { id = '' } = useParams();
  const { may } = useSession();
  const { run: detail, live } = useRun(id);
  const stepList = useRunSteps(id);
  const [parameters, change] = useUrlState();
  const isNarrow = useMediaQuery('(max-width: 62em)') ?? false;
  const selected = parameters.get('step');
  const select = (step: string) => change({ step });
  const close = () => change({ step: null });
  useEscape(selected !== null && !isNarrow, close);
  const tabs = TABS.filter(([name]) => name !== 'audit' || may('admin'));
  const wanted = parameters.get('tab');
  const tab = tabs.some(([name]) => name === wanted) ? wanted! : tabs[0]![0];

  if (detail.isPending) return <Waiting />;
  if (detail.isError) {
    return (
      <>
        <PageHeader before={<Link to="/runs" className="text-link">Runs</Link>} title="Run" />
        <Missing error={detail.error} to="/runs" label="Go to the runs" onRetry={() => void detail.refetch()} />
      </>
    );
  }

  const { run } = detail.data;
  const steps = stepList.data?.items ?? [];
  const panel = selected && <StepPanel key={id} detail={detail.data} steps={steps} identity={selected} onSelect={select} onClose={close} />;
  return (
    <>
      <RunHeader detail={detail.data} live={live} actions={<RunActions detail={detail.data} />} />
      <ErrorCard detail={detail.data} onStep={select} />
      {!isOver(run.status) && <WhyCard detail={detail.data} onStep={select} />}
      <div className={classes.studio} data-open={selected !== null || undefined}>
        <Tabs value={tab} onChange={(next) => change({ tab: next === tabs[0]![0] ? null : next })} keepMounted={false} className={classes.main}>
          <Tabs.List mb="md" className={classes.tabs}>
            {tabs.map(([name, label]) => (
              <Tabs.Tab key={name} value={name}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="pipeline">
            <PipelineTab run={run} steps={steps} selected={selected} onSelect={select} />
          </Tabs.Panel>
          <Tabs.Panel value="timeline">
            <TimelineTab run={id} isOver={isOver(run.status)} selected={selected} onSelect={select} />
          </Tabs.Panel>
          <Tabs.Panel value="log">
            <LogTab run={id} onStep={select} />
          </Tabs.Panel>
          <Tabs.Panel value="envelope">
            <EnvelopeTab envelope={detail.data.envelope} />
          </Tabs.Panel>
          <Tabs.Panel value="audit">
            <AuditTab run={id} />
          </Tabs.Panel>
        </Tabs>
        {isNarrow ? (
          <Drawer opened={selected !== null} onClose={close} withCloseButton={false} size="min(520px, 100%)" aria-label="Step">
            {panel}
          </Drawer>
        ) : (
          panel && (
            <aside className={classes.side} aria-label="Chosen step">
              {panel}
            </aside>
          )
        )}
      </div>
    </>
  );
}

function Waiting() {
  return (
    <Stack role="status" aria-label="Loading">
      <Skeleton height={24} width={260} />
      <Skeleton height={16} width="60%" />
      <Skeleton height={260} />
    </Stack>
  );
}
