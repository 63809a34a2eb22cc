/** What operators do to runs. */
export type RunCommand = 'cancel' | 'resume' | 'retry' | 'requeue' | 'replay';

interface Words {
  label: string;
  /** The question of the dialog. */
  title: string;
  /** What will happen. */
  effect: string;
  /** What the toast says. */
  done: string;
  isDanger?: boolean;
}

export const commandWords: Record<RunCommand, Words> = {
  cancel: { label: 'Cancel', title: 'Cancel the run?', effect: 'The run ends now. Its open waits, tasks and calls are given up.', done: 'The run is canceled', isDanger: true },
  resume: { label: 'Resume', title: 'Release the wait?', effect: 'The run goes on as if what it waits for had come.', done: 'The wait is released' },
  retry: { label: 'Retry', title: 'Retry the run?', effect: 'The run goes on at the step that failed, with the values that it has.', done: 'The run goes on' },
  requeue: { label: 'Requeue', title: 'Wait once more?', effect: 'The last event wait of the run is opened again.', done: 'The run waits again' },
  replay: { label: 'Replay', title: 'Replay the run?', effect: 'A new run begins. This one stays as it is.', done: 'A new run began' },
};

const BY_STATUS: Record<string, readonly RunCommand[]> = {
  RUNNING: ['cancel'],
  WAITING: ['resume', 'cancel'],
  FAILED: ['retry', 'replay', 'requeue'],
  CANCELED: ['replay', 'requeue'],
  SUCCEEDED: ['replay'],
};

/** What a run in this state takes. A requeue needs an event wait in the history. */
export function commandsOf(status: string, hasEventWait: boolean): readonly RunCommand[] {
  return (BY_STATUS[status] ?? []).filter((command) => command !== 'requeue' || hasEventWait);
}

/** The shortest and the longest reason that the API takes. */
export const reasonLength = { min: 3, max: 500 };

export const isReason = (text: string): boolean => text.trim().length >= reasonLength.min && text.trim().length <= reasonLength.max;
