import { send } from '../api/send';

/** What an import did, or would do. */
export interface ImportSummary {
  created: string[];
  replaced: string[];
  versions: Record<string, number[]>;
}

/** Saves a workflow with its settings, draft and versions as a file. */
export async function exportWorkflow(key: string): Promise<void> {
  const answer = await send(`/v1/workflows/${encodeURIComponent(key)}/export`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = `${key}.bundle.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Makes the workflows of a bundle, all or none; with `dryRun` it only tells what would happen. */
export async function importBundle(bundle: string, { force, dryRun }: { force: boolean; dryRun: boolean }): Promise<ImportSummary> {
  const answer = await send(`/v1/workflows/import?force=${force}&dryRun=${dryRun}`, { method: 'POST', body: bundle });
  return (await answer.json()) as ImportSummary;
}
