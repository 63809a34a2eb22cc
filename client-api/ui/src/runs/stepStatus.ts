import type { Schemas } from '../api/client';
import type { StepState, StepStatus } from '../pipeline/status';
import { isOver } from './status';

type StepRow = Pick<Schemas['StepView'], 'step' | 'status' | 'attempts'>;

/** The id of a step in its definition: its identity without the indexes of the loops around it. */
export const stepIdOf = (identity: string): string => identity.replace(/(\[\d+\])+$/, '');

const STATES: Record<string, StepState> = {
  started: 'running', waiting: 'waiting', retry_scheduled: 'retrying', succeeded: 'succeeded', failed: 'failed', continued: 'failed',
  canceled: 'canceled', skipped: 'skipped', released: 'running', retried: 'running', requeued: 'waiting', replayed: 'succeeded',
};

/** Where a step stands, from the last word of its history. What was under way when the run ended has ended with it. */
export function stateOf(status: string | null | undefined, runStatus: string): StepState {
  const state = STATES[status ?? ''] ?? 'succeeded';
  const wasUnderWay = state === 'running' || state === 'waiting' || state === 'retrying';
  return wasUnderWay && isOver(runStatus) ? (runStatus === 'SUCCEEDED' ? 'succeeded' : 'canceled') : state;
}

/** Of several iterations, the one that most needs to be seen says how the step stands. */
const ORDER: readonly StepState[] = ['failed', 'waiting', 'retrying', 'running', 'canceled', 'succeeded', 'skipped', 'pending'];

/** Where each step of the definition stands, with all its iterations taken together. */
export function statusByStep(steps: readonly StepRow[], runStatus: string): Map<string, StepStatus> {
  const groups = new Map<string, StepRow[]>();
  for (const step of steps) {
    const id = stepIdOf(step.step);
    const group = groups.get(id);
    if (group) group.push(step);
    else groups.set(id, [step]);
  }

  const statuses = new Map<string, StepStatus>();
  for (const [id, group] of groups) {
    const states = group.map(({ status }) => stateOf(status, runStatus));
    const state = ORDER.find((candidate) => states.includes(candidate)) ?? 'succeeded';
    statuses.set(id, { state, note: noteOf(group, states, state) });
  }

  return statuses;
}

function noteOf(group: readonly StepRow[], states: readonly StepState[], state: StepState): string | undefined {
  if (group.length > 1) {
    const count = states.filter((one) => one === state).length;
    return count === group.length ? `${count}×` : `${count} of ${group.length}`;
  }

  if (group[0]?.status === 'continued') return 'the run went on';
  const attempts = group[0]?.attempts ?? 1;
  return attempts > 1 ? `attempt ${attempts}` : undefined;
}
