import { api, unwrap, type Schemas } from '../api/client';
import type { RunCommand } from './commands';

type Run = Schemas['RunBody'];

/** Does a command to a run. */
export function sendCommand(command: Exclude<RunCommand, 'replay'>, id: string, reason: string, wait?: string, payload?: unknown): Promise<Run> {
  const params = { path: { id } };
  switch (command) {
    case 'cancel': return unwrap(api.POST('/v1/runs/{id}/cancel', { params, body: { reason } }));
    case 'retry': return unwrap(api.POST('/v1/runs/{id}/retry', { params, body: { reason } }));
    case 'requeue': return unwrap(api.POST('/v1/runs/{id}/requeue', { params, body: { reason } }));
    case 'resume': return unwrap(api.POST('/v1/runs/{id}/resume', { params, body: { reason, wait, payload: payload as Schemas['JsonValue'] } }));
  }
}
