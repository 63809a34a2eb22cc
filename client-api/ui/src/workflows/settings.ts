/** The settings of a workflow as the API keeps them. */
export interface Settings {
  skipWhilePaused: boolean;
  concurrencyLimit: number | null;
  autoPauseOnFailure: boolean;
  failureRateThreshold: number;
  failureRateMinRuns: number;
  visible: boolean;
  tags: string[];
  pauseReason: string | null;
  pausedBy: string | null;
  pausedAt: string | null;
}

const DEFAULTS: Settings = {
  skipWhilePaused: false, concurrencyLimit: null, autoPauseOnFailure: false, failureRateThreshold: 0.5, failureRateMinRuns: 10, visible: true, tags: [],
  pauseReason: null, pausedBy: null, pausedAt: null,
};

/** Reads settings; what is absent has its default. */
export const readSettings = (settings: unknown): Settings => ({ ...DEFAULTS, ...(typeof settings === 'object' && settings !== null ? settings : {}) });

/** Settings in a few words each. */
export function saySettings({ skipWhilePaused, concurrencyLimit, autoPauseOnFailure, failureRateThreshold, failureRateMinRuns, visible, tags }: Settings): [string, string][] {
  return [
    ['In a pause', skipWhilePaused ? 'Events are skipped' : 'Events are held'],
    ['Runs at once', concurrencyLimit === null ? 'No limit' : `At most ${concurrencyLimit}`],
    ['Pauses itself', autoPauseOnFailure ? `When ${Math.round(failureRateThreshold * 100)} % of the last ${failureRateMinRuns} runs failed` : 'Never'],
    ['In lists', visible ? 'Shown' : 'Hidden'],
    ...(tags.length > 0 ? [['Tags', tags.join(', ')] as [string, string]] : []),
  ];
}
