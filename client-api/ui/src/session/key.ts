const STORAGE = 'workflows.key';
const listeners = new Set<() => void>();

/** The API key of this browser; null before signing in. */
export const readKey = (): string | null => localStorage.getItem(STORAGE);

export function writeKey(key: string | null): void {
  if (key) localStorage.setItem(STORAGE, key);
  else localStorage.removeItem(STORAGE);
  listeners.forEach((listener) => listener());
}

export function onKeyChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes the key out of an address such as `/#key=wfk_…`, which the server prints at its start. The part after # never leaves the browser. */
export function takeKeyFromAddress(): void {
  const found = /^#key=(.+)$/.exec(window.location.hash)?.[1];
  if (!found) return;
  writeKey(decodeURIComponent(found));
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
}
