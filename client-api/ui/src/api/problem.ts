import type { components } from './schema';

type ProblemBody = components['schemas']['ProblemBody'];

const UNREACHABLE = 'SERVER_UNREACHABLE';

/** An answer of the API that is not a success: what is wrong, where, and what to do next. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly body: Partial<ProblemBody>;

  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.detail ?? body.title ?? `The server answered ${status}.`);
    this.name = 'ApiProblem';
    this.status = status;
    this.body = body;
  }

  get code(): string {
    return this.body.code ?? `HTTP_${this.status}`;
  }

  /** Whether the same request may succeed a little later. */
  get isTransient(): boolean {
    return this.code === UNREACHABLE || this.status === 429 || this.status >= 502;
  }

  static unreachable(): ApiProblem {
    return new ApiProblem(0, {
      code: UNREACHABLE,
      detail: 'The server does not answer.',
      nextStep: 'Check that it is running, then try again.',
    });
  }

  static of(error: unknown, response: Response): ApiProblem {
    return new ApiProblem(response.status, typeof error === 'object' && error !== null ? (error as ProblemBody) : {});
  }
}

/** The problem behind any failure that reached a page. */
export function toProblem(failure: unknown): ApiProblem {
  return failure instanceof ApiProblem
    ? failure
    : new ApiProblem(0, { code: 'CONSOLE_FAULT', detail: failure instanceof Error ? failure.message : String(failure) });
}
