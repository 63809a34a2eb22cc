import type { Tone } from '../shared/Tag';

export type StepState = 'pending' | 'running' | 'waiting' | 'retrying' | 'succeeded' | 'failed' | 'canceled' | 'skipped';

/** Where a step stands in a run, with a note such as "3 of 10" or "attempt 2". */
export interface StepStatus {
  state: StepState;
  note?: string;
}

export const STATES: Record<StepState, { label: string; tone: Tone }> = {
  pending: { label: 'Pending', tone: 'grey' },
  running: { label: 'Running', tone: 'blue' },
  waiting: { label: 'Waiting', tone: 'amber' },
  retrying: { label: 'Retrying', tone: 'amber' },
  succeeded: { label: 'Succeeded', tone: 'green' },
  failed: { label: 'Failed', tone: 'red' },
  canceled: { label: 'Canceled', tone: 'grey' },
  skipped: { label: 'Skipped', tone: 'grey' },
};
