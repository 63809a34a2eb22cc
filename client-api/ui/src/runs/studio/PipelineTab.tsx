import { Skeleton, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Schemas } from '../../api/client';
import { Pipeline } from '../../pipeline/Pipeline';
import { ErrorState } from '../../shared/ErrorState';
import { statusByStep, stepIdOf } from '../stepStatus';
import { useDefinition } from './useRun';

/** The definition of the run's version, with where each step stands. */
export function PipelineTab({ run, steps, selected, onSelect }: {
  run: Schemas['RunBody'];
  steps: readonly Schemas['StepView'][];
  selected: string | null;
  onSelect: (identity: string) => void;
}) {
  const version = useDefinition(run.workflow, run.version);
  const statuses = useMemo(() => statusByStep(steps, run.status), [steps, run.status]);
  if (version.isPending) return <Skeleton height={260} />;
  if (version.isError) return <ErrorState error={version.error} onRetry={() => void version.refetch()} />;
  const select = (id: string) => onSelect((steps.findLast(({ step, status }) => stepIdOf(step) === id && status === 'failed') ?? steps.find(({ step }) => stepIdOf(step) === id))?.step ?? id);
  return (
    <>
      {(steps.length === 0 || !selected) && (
        <Text size="sm" c="dimmed" mb="sm">
          {steps.length === 0 ? 'The run has not come to any step yet.' : 'Choose a step to see its input, output, attempts and log.'}
        </Text>
      )}
      <Pipeline definition={version.data.definition} statusOf={(id) => statuses.get(id)} selected={selected ? stepIdOf(selected) : null} onSelect={select} />
    </>
  );
}
