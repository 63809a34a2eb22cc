/** One place in the state that a step wrote. */
export interface Change {
  path: string;
  before: unknown;
  after: unknown;
  /** Whether an earlier step of this run wrote it too; what the payload held before is not looked at. */
  isNew: boolean;
}

type Entry = Record<string, unknown>;

const isObject = (value: unknown): value is Entry => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an entry of the history wrote, by path; empty when the history does not tell. */
function writesOf(entry: Entry): Entry {
  if (isObject(entry.changed)) return entry.changed;
  if (entry.status !== 'succeeded') return {};
  if (entry.type === 'transform.assign' && isObject(entry.output)) return entry.output;
  if (entry.type === 'state.set' && entry.output !== undefined) return { 'meta.state': entry.output };
  return {};
}

/** What a step changed in the state, with the values that earlier steps had put there. */
export function diffOf(history: readonly unknown[], identity: string): Change[] {
  const before = new Map<string, unknown>();
  const changes = new Map<string, Change>();
  for (const entry of history) {
    if (!isObject(entry)) continue;
    for (const [path, after] of Object.entries(writesOf(entry))) {
      if (entry.step === identity) changes.set(path, { path, after, before: before.get(path), isNew: !before.has(path) });
      before.set(path, after);
    }
  }

  return [...changes.values()];
}
