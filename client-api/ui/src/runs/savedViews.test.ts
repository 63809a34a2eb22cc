import { describe, expect, it } from 'vitest';
import { SavedViews, viewOf } from './savedViews';

function shelf(stored?: string) {
  const values = new Map<string, string>(stored === undefined ? [] : [['views', stored]]);
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
}

describe('SavedViews', () => {
  it('keeps views for the next visit', () => {
    const place = shelf();
    new SavedViews(place, 'views').save(' Failed today ', 'status=FAILED');
    expect(new SavedViews(place, 'views').list()).toEqual([{ name: 'Failed today', search: 'status=FAILED' }]);
  });

  it('replaces a view of the same name', () => {
    const views = new SavedViews(shelf(), 'views');
    views.save('a', 'q=1');
    views.save('b', 'q=2');
    views.save('a', 'q=3');
    expect(views.list()).toEqual([{ name: 'a', search: 'q=3' }, { name: 'b', search: 'q=2' }]);
  });

  it('renames, but never onto another view', () => {
    const views = new SavedViews(shelf(), 'views');
    views.save('a', 'q=1');
    views.save('b', 'q=2');
    expect(views.rename('a', 'b')).toBe(false);
    expect(views.rename('a', ' ')).toBe(false);
    expect(views.rename('a', 'c')).toBe(true);
    expect(views.list().map(({ name }) => name)).toEqual(['c', 'b']);
  });

  it('tells about changes, and leaves nothing behind when the last one goes', () => {
    const place = shelf();
    const views = new SavedViews(place, 'views');
    let told = 0;
    views.onChange(() => told++);
    views.save('a', '');
    views.remove('a');
    expect(told).toBe(2);
    expect(place.getItem('views')).toBeNull();
  });

  it.each(['no json', '{}', '[1, {"name": 2}]', 'null'])('begins empty when what is stored is not a list of views: %s', (stored) =>
    expect(new SavedViews(shelf(stored), 'views').list()).toEqual([]));
});

describe('viewOf', () => {
  it('keeps filters only, in one order', () =>
    expect(viewOf(new URLSearchParams('workflow=b&job=7&status=FAILED&q='), ['status', 'workflow', 'q'])).toBe('status=FAILED&workflow=b'));
});
