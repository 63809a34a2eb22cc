import { useEffect, useEffectEvent } from 'react';

/** What takes letters for itself: fields, and editors, which are not always fields of the page. */
const FIELDS = 'input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select, [contenteditable="true"], [role="textbox"], .monaco-editor';
/** What a key belongs to as long as it is open. */
const OVERLAYS = '[role="dialog"], [role="menu"], [role="listbox"], [aria-expanded="true"][aria-haspopup]';

const isWithin = (target: EventTarget | null, places: string): boolean => target instanceof Element && target.closest(places) !== null;

/** Whether a key is free for the console: nobody types, and it is no shortcut of the browser. */
export const isFree = ({ ctrlKey, metaKey, altKey, defaultPrevented, target }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey && !defaultPrevented && !isWithin(target, FIELDS);

/** Whether a free key is meant for the page, and not for a dialog or a list that is open above it. */
export const isForPage = (event: KeyboardEvent): boolean => isFree(event) && !isWithin(event.target, OVERLAYS);

/** Hears the keys that are meant for the page; with another test, those that pass it. */
export function usePageKeys(onKey: (event: KeyboardEvent) => void, isMeant = isForPage): void {
  const report = useEffectEvent(onKey);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (isMeant(event)) report(event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [isMeant]);
}

/** Closes a panel of the page by Esc. */
export function useEscape(isWanted: boolean, close: () => void): void {
  usePageKeys(({ key }) => {
    if (isWanted && key === 'Escape') close();
  });
}

/** The key that shortcuts of applications go with: Ctrl, and ⌘ where keyboards have it. */
export const modifier = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '') ? '⌘' : 'Ctrl';
