// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { isForPage } from './keys';

/** What the page hears when a key is pressed in the element of this id. */
function press(html: string, init: KeyboardEventInit = {}): boolean {
  document.body.innerHTML = html;
  let heard: boolean | undefined;
  const listen = (event: KeyboardEvent) => (heard = isForPage(event));
  window.addEventListener('keydown', listen);
  document.getElementById('at')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'g', bubbles: true, cancelable: true, ...init }));
  window.removeEventListener('keydown', listen);
  return heard!;
}

describe('keys of the page', () => {
  it.each(['<input id="at">', '<textarea id="at"></textarea>', '<select id="at"></select>', '<div contenteditable="true"><b id="at"></b></div>'])('are not taken from the field %s', (html) => {
    expect(press(html)).toBe(false);
  });

  it('are not taken from an editor, whose input is no field of the page', () => {
    expect(press('<div class="monaco-editor"><div id="at" role="textbox" tabindex="0"></div></div>')).toBe(false);
  });

  it.each(['<div role="dialog"><button id="at"></button></div>', '<div role="menu"><button id="at"></button></div>', '<div role="listbox"><div id="at"></div></div>'])('are not taken from what is open: %s', (html) => {
    expect(press(html)).toBe(false);
  });

  it.each(['<input type="checkbox" id="at">', '<button id="at"></button>', '<a href="/" id="at"></a>', '<div id="at"></div>'])('are heard on %s', (html) => {
    expect(press(html)).toBe(true);
  });

  it('leave the browser its shortcuts', () => {
    expect(press('<div id="at"></div>', { ctrlKey: true })).toBe(false);
    expect(press('<div id="at"></div>', { metaKey: true })).toBe(false);
  });
});
