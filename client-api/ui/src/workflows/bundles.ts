import { api, unwrap, type Schemas } from '../api/client';
import { saveFile } from '../shared/saveFile';

/** Saves a workflow with its settings, draft and versions as a file. */
export async function exportWorkflow(key: string): Promise<void> {
  saveFile(await unwrap<Blob>(api.GET('/v1/workflows/{key}/export', { params: { path: { key } }, parseAs: 'blob' })), `${key}.bundle.json`);
}

/** Makes the workflows of a bundle, all or none; with `dryRun` it only tells what would happen. */
export const importBundle = (bundle: string, { force, dryRun }: { force: boolean; dryRun: boolean }): Promise<Schemas['ImportSummary']> =>
  unwrap(api.POST('/v1/workflows/import', {
    params: { query: { force: String(force), dryRun: String(dryRun) } },
    // The text goes as it is: what is not JSON is the server's to explain.
    body: bundle as never,
    bodySerializer: (text: unknown) => String(text),
    headers: { 'Content-Type': 'application/json' },
  }));
