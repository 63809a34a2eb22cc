import type { Schemas } from '../api/client';

/** Settings in a few words each. */
export function saySettings({
  pauseMode, concurrencyLimit, autoPauseOnFailure, failureRateThreshold, failureRateMinRuns, visible, tags,
}: Schemas['WorkflowSettingsBody']): [string, string][] {
  return [
    ['In a pause', pauseMode === 'skip' ? 'Events are skipped' : 'Events are held'],
    ['Runs at once', concurrencyLimit ? `At most ${concurrencyLimit}` : 'No limit'],
    ['Pauses itself', autoPauseOnFailure ? `When ${Math.round(failureRateThreshold * 100)} % of the last ${failureRateMinRuns} runs failed` : 'Never'],
    ['In lists', visible ? 'Shown' : 'Hidden'],
    ...(tags.length > 0 ? [['Tags', tags.join(', ')] as [string, string]] : []),
  ];
}
