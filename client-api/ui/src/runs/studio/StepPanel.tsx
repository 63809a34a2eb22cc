import { ActionIcon, Button, Group, Select, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { STATES } from '../../pipeline/status';
import { toProblem } from '../../api/problem';
import { useSession } from '../../session/SessionProvider';
import { ErrorState } from '../../shared/ErrorState';
import { JsonView } from '../../shared/JsonView';
import { Moment } from '../../shared/Moment';
import { Tag, titleOf } from '../../shared/Tag';
import { formatDuration } from '../../shared/time';
import { isOver } from '../status';
import { stateOf, stepIdOf } from '../stepStatus';
import { LogLines } from './LogLines';
import { ReplayDialog } from './ReplayDialog';
import { diffOf, type Change } from './stateDiff';
import { sayStatus } from './timelineLayout';
import { useRunStep, useRunTimeline } from './useRun';
import classes from './StepPanel.module.css';

/** All that is known of one step of the run. */
export function StepPanel({ detail, steps, identity, onSelect, onClose }: {
  detail: Schemas['RunDetailBody'];
  steps: readonly Schemas['StepView'][];
  identity: string;
  onSelect: (identity: string) => void;
  onClose: () => void;
}) {
  const { may } = useSession();
  const { run } = detail;
  const step = useRunStep(run.id, identity);
  const [isReplaying, setReplaying] = useState(false);
  const id = stepIdOf(identity);
  const iterations = steps.filter((one) => stepIdOf(one.step) === id);
  const isInLoop = id !== identity;
  const state = step.data && STATES[stateOf(step.data.step.status, run.status)];
  const changes = diffOf(detail.steps, identity);
  return (
    <section className={classes.panel} aria-label={`Step ${identity}`}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb="xs">
        <div style={{ minWidth: 0 }}>
          <Title order={2} size="h3" className={classes.identity}>
            {identity}
          </Title>
          {step.data && (
            <Group gap="xs" mt={4}>
              {state && (
                <Tag tone={state.tone} dot>
                  {state.label}
                </Tag>
              )}
              <Text size="xs" c="dimmed">
                {step.data.step.type}
              </Text>
              <Text size="xs" c="dimmed" className="numeric">
                {formatDuration(step.data.step.durationMs)}
              </Text>
            </Group>
          )}
        </div>
        <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label="Close the step">
          <IconX size={16} />
        </ActionIcon>
      </Group>
      {iterations.length > 1 && (
        <Select
          aria-label="Iteration"
          size="xs"
          mb="sm"
          data={iterations.map((one) => ({ value: one.step, label: `${one.step} · ${STATES[stateOf(one.status, run.status)].label.toLowerCase()}` }))}
          value={identity}
          onChange={(next) => next && onSelect(next)}
          allowDeselect={false}
          searchable
        />
      )}
      {step.isPending && <Skeleton height={140} />}
      {step.isError &&
        (toProblem(step.error).status === 404 ? (
          <Text size="sm" c="dimmed">
            The run has not come to this step.
          </Text>
        ) : (
          <ErrorState error={step.error} onRetry={() => void step.refetch()} />
        ))}
      {step.data && (
        <Stack gap="md">
          {isPresent(step.data.error) && <StepError error={step.data.error} nextStep={step.data.nextStep} />}
          <Attempts run={run.id} identity={identity} />
          {isPresent(step.data.input) && <Part title="Input"><JsonView value={step.data.input} label="input" /></Part>}
          {isPresent(step.data.output) && <Part title="Output"><JsonView value={step.data.output} label="output" /></Part>}
          {changes.length > 0 && <Part title="What it changed"><Diff changes={changes} /></Part>}
          {step.data.logs.length > 0 && <Part title="Log"><LogLines lines={step.data.logs} /></Part>}
          {may('operate') && isOver(run.status) && (
            <div>
              <Button variant="default" size="xs" onClick={() => setReplaying(true)} disabled={isInLoop}>
                Replay from this step
              </Button>
              {isInLoop && (
                <Text size="xs" c="dimmed" mt={4}>
                  A replay cannot begin inside a loop. Begin at the loop.
                </Text>
              )}
            </div>
          )}
        </Stack>
      )}
      {isReplaying && <ReplayDialog detail={detail} step={id} onClose={() => setReplaying(false)} />}
    </section>
  );
}

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} className={classes.part}>
        {title}
      </Title>
      {children}
    </section>
  );
}

function StepError({ error, nextStep }: { error: unknown; nextStep?: string | null }) {
  const { message, code } = error as { message?: string; code?: string };
  return (
    <div className={classes.error} role="group" aria-label="Error">
      <strong>{message ?? 'The step failed'}</strong>
      {code && <div className="mono">{code}</div>}
      {nextStep && <div>{nextStep}</div>}
    </div>
  );
}

function Attempts({ run, identity }: { run: string; identity: string }) {
  const timeline = useRunTimeline(run);
  const spans = timeline.data?.items.filter((span) => span.step === identity) ?? [];
  if (spans.length === 0) return null;
  return (
    <Part title={spans.some((span) => span.kind === 'wait') ? 'Attempts and waits' : 'Attempts'}>
      <Table withRowBorders={false} verticalSpacing={3} horizontalSpacing={6} fz="xs" aria-label="Attempts">
        <Table.Tbody>
          {spans.map((span, index) => (
            <Table.Tr key={index}>
              <Table.Td w={74}>{span.kind === 'attempt' ? `Attempt ${span.attempt}` : span.kind === 'retry' ? 'Pause' : span.kind === 'wait' ? 'Wait' : 'Operator'}</Table.Td>
              <Table.Td>
                {titleOf(sayStatus(span))} {span.errorCode && <span className="mono">{span.errorCode}</span>}
                {span.child && (
                  <>
                    {' '}
                    <Link to={`/runs/${span.child}`} className="text-link">
                      its run
                    </Link>
                  </>
                )}
              </Table.Td>
              <Table.Td>
                <Moment at={span.from} />
              </Table.Td>
              <Table.Td ta="right" className="numeric" style={{ whiteSpace: 'nowrap' }}>
                {span.to ? formatDuration(span.durationMs) : 'open'}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Part>
  );
}

function Diff({ changes }: { changes: readonly Change[] }) {
  return (
    <div className={classes.diff} tabIndex={0} role="group" aria-label="What it changed">
      {changes.map(({ path, before, after, isNew }) => (
        <div key={path} className={classes.change}>
          <div className={classes.path}>{path}</div>
          {!isNew && <Line sign="−" word="Before" value={before} />}
          <Line sign="+" word="After" value={after} />
        </div>
      ))}
    </div>
  );
}

function Line({ sign, word, value }: { sign: string; word: string; value: unknown }) {
  return (
    <div className={classes.value} data-sign={sign} title={word}>
      <span aria-hidden="true">{sign}</span> {JSON.stringify(value, null, 1)}
    </div>
  );
}
