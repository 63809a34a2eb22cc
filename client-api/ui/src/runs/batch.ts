import { toProblem } from '../api/problem';

/** How far a command to several chosen runs is. */
export interface BatchProgress {
  total: number;
  done: number;
  /** Runs that did not take it, by the code of the reason. */
  refused: ReadonlyMap<string, number>;
}

/** Does something to each of several runs, a few at a time, and tells how far it is. One refusal does not stop the others. */
export async function runBatch(
  ids: readonly string[], act: (id: string) => Promise<unknown>, onProgress: (progress: BatchProgress) => void, width = 4,
): Promise<BatchProgress> {
  const refused = new Map<string, number>();
  let done = 0;
  let next = 0;
  const progress = (): BatchProgress => ({ total: ids.length, done, refused: new Map(refused) });
  const work = async () => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) {
      try {
        await act(id);
        done++;
      } catch (failure) {
        const { code } = toProblem(failure);
        refused.set(code, (refused.get(code) ?? 0) + 1);
      }

      onProgress(progress());
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, ids.length) }, work));
  return progress();
}

export const sumOf = (refused: ReadonlyMap<string, number>): number => [...refused.values()].reduce((sum, count) => sum + count, 0);
