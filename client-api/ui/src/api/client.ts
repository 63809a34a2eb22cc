import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema';
import { ApiProblem } from './problem';
import { readKey } from '../session/key';

/** The bodies of the API by name, generated from its OpenAPI document. */
export type Schemas = components['schemas'];

const credential: Middleware = {
  onRequest({ request }) {
    const key = readKey();
    if (key) request.headers.set('Authorization', `Bearer ${key}`);
    return request;
  },
};

export const api = createClient<paths>({ baseUrl: '/' });
api.use(credential);

/** Brings the answer of a call, or throws its problem. */
export async function unwrap<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let answer: Awaited<typeof call>;
  try {
    answer = await call;
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw ApiProblem.unreachable();
  }

  if (answer.response.ok) return answer.data as T;
  throw ApiProblem.of(answer.error, answer.response);
}
