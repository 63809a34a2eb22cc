import { readKey } from '../session/key';
import { ApiProblem } from './problem';

/** Calls a route whose text matters as it is, or that the OpenAPI document in this folder does not describe yet. Throws its problem. */
export async function send(path: string, request: RequestInit = {}): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.set('Authorization', `Bearer ${readKey() ?? ''}`);
  if (request.body) headers.set('Content-Type', 'application/json');
  const answer = await fetch(path, { ...request, headers }).catch((failure: unknown) => {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw ApiProblem.unreachable();
  });
  if (!answer.ok) throw ApiProblem.of(await answer.json().catch(() => null), answer);
  return answer;
}
