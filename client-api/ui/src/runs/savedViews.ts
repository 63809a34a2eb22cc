import { useSyncExternalStore } from 'react';

/** A selection of runs under a name of its own. */
export interface SavedView {
  name: string;
  /** The part of the address behind the question mark. */
  search: string;
}

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The saved views of one tenant in this browser. */
export class SavedViews {
  private views: readonly SavedView[];
  private readonly listeners = new Set<() => void>();

  constructor(private readonly shelf: Shelf, private readonly key: string) {
    this.views = read(shelf, key);
  }

  readonly list = (): readonly SavedView[] => this.views;

  readonly onChange = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Keeps a view; one of the same name is replaced where it stands. */
  save(name: string, search: string): void {
    const view = { name: name.trim(), search };
    if (view.name === '') return;
    const at = this.views.findIndex((other) => other.name === view.name);
    this.write(at < 0 ? [...this.views, view] : this.views.with(at, view));
  }

  /** Gives a view another name, unless another view has it. */
  rename(name: string, next: string): boolean {
    const wanted = next.trim();
    if (wanted === '' || (wanted !== name && this.views.some((view) => view.name === wanted))) return false;
    this.write(this.views.map((view) => (view.name === name ? { ...view, name: wanted } : view)));
    return true;
  }

  remove(name: string): void {
    this.write(this.views.filter((view) => view.name !== name));
  }

  private write(views: readonly SavedView[]): void {
    this.views = views;
    if (views.length > 0) this.shelf.setItem(this.key, JSON.stringify(views));
    else this.shelf.removeItem(this.key);
    this.listeners.forEach((listener) => listener());
  }
}

function read(shelf: Shelf, key: string): readonly SavedView[] {
  try {
    const stored: unknown = JSON.parse(shelf.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isView) : [];
  } catch {
    return [];
  }
}

const isView = (value: unknown): value is SavedView =>
  typeof value === 'object' && value !== null && typeof (value as SavedView).name === 'string' && typeof (value as SavedView).search === 'string';

const shelves = new Map<string, SavedViews>();

export function useSavedViews(tenant: string): SavedViews {
  const key = `workflows.runs.views.${tenant}`;
  const views = shelves.get(key) ?? new SavedViews(localStorage, key);
  shelves.set(key, views);
  useSyncExternalStore(views.onChange, views.list);
  return views;
}

/** The part of the address that a view keeps: filters and order, in one order, so that two equal selections are the same text. */
export function viewOf(parameters: URLSearchParams, keys: readonly string[]): string {
  const kept = new URLSearchParams();
  for (const key of [...keys].sort()) for (const value of parameters.getAll(key)) if (value) kept.append(key, value);
  return kept.toString();
}
