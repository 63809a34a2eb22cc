import { isSame } from './model';

/** One difference between two definitions. */
export interface Change {
  kind: 'added' | 'removed' | 'moved' | 'changed';
  /** The step; none for the definition itself. */
  step?: string;
  /** What changed: keys of the step or the definition. */
  keys?: string[];
}

type Json = Record<string, unknown>;

interface PlacedStep {
  own: Json;
  /** The list that it stands in, by the ids of the blocks around it. */
  list: string;
}

const LISTS = ['then', 'else', 'body', 'try', 'catch'];

/** What changed from one definition to another: keys of the definition first, then steps in the order of the newer one, then those that are gone. */
export function diffDefinitions(before: unknown, after: unknown): Change[] {
  const [old, now] = [steps(before), steps(after)];
  const keys = changedKeys(withoutLists(before, ['steps']), withoutLists(after, ['steps']));
  const changes: Change[] = keys.length > 0 ? [{ kind: 'changed', keys }] : [];
  for (const [step, { own, list }] of now) {
    const was = old.get(step);
    if (!was) {
      changes.push({ kind: 'added', step });
      continue;
    }
    const differing = changedKeys(was.own, own);
    if (was.list !== list) changes.push({ kind: 'moved', step });
    if (differing.length > 0) changes.push({ kind: 'changed', step, keys: differing });
  }
  for (const step of reordered(old, now)) changes.push({ kind: 'moved', step });
  for (const step of old.keys()) if (!now.has(step)) changes.push({ kind: 'removed', step });
  return changes;
}

const asObject = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {});

const withoutLists = (value: unknown, lists: readonly string[]): Json =>
  Object.fromEntries(Object.entries(asObject(value)).filter(([key]) => !lists.includes(key)));

const changedKeys = (before: Json, after: Json): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !isSame(before[key], after[key]));

function steps(definition: unknown): Map<string, PlacedStep> {
  const found = new Map<string, PlacedStep>();
  const walk = (list: unknown, path: string) => {
    if (!Array.isArray(list)) return;
    for (const item of list) {
      const step = asObject(item);
      const id = typeof step.id === 'string' ? step.id : '';
      if (id && !found.has(id)) found.set(id, { own: withoutLists(step, LISTS), list: path });
      for (const name of LISTS) walk(step[name], `${path}/${id}/${name}`);
    }
  };
  walk(asObject(definition).steps, '');
  return found;
}

/** The steps that stand in the same list as before, but after another one that they stood before: as few as tell the difference. */
function reordered(old: ReadonlyMap<string, PlacedStep>, now: ReadonlyMap<string, PlacedStep>): string[] {
  const rank = new Map([...old.keys()].map((step, index) => [step, index]));
  const lists = new Map<string, string[]>();
  for (const [step, { list }] of now) if (old.get(step)?.list === list) lists.set(list, [...(lists.get(list) ?? []), step]);
  return [...lists.values()].flatMap((list) => {
    const kept = longestRising(list.map((step) => rank.get(step)!));
    return list.filter((step) => !kept.has(rank.get(step)!));
  });
}

function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const best: number[][] = [];
  for (const [index, number] of numbers.entries()) {
    const longest = best.slice(0, index).filter((chain) => chain.at(-1)! < number).reduce<number[]>((a, b) => (b.length > a.length ? b : a), []);
    best.push([...longest, number]);
  }
  return new Set(best.reduce<number[]>((a, b) => (b.length > a.length ? b : a), []));
}
