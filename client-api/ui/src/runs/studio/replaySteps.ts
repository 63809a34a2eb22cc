import { readPipeline, type PipelineStep } from '../../pipeline/model';

/** The steps that a replay may begin at: those that are not in a loop. */
export function replaySteps(definition: unknown): { value: string; label: string }[] {
  const found: { value: string; label: string }[] = [];
  const walk = (steps: readonly PipelineStep[]) => {
    for (const step of steps) {
      if (step.id) found.push({ value: step.id, label: step.name ? `${step.name} (${step.id})` : step.id });
      if (step.type !== 'control.forEach') step.lanes.forEach((lane) => walk(lane.steps));
    }
  };
  walk(readPipeline(definition).steps);
  return found;
}
