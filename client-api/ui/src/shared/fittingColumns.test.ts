import { describe, expect, it } from 'vitest';
import { fittingColumns } from './fittingColumns';

const columns = [
  { id: 'name', width: 'minmax(140px, 2fr)' },
  { id: 'error', width: 'minmax(80px, 1fr)', isWideOnly: true },
  { id: 'id', width: '112px', isWideOnly: true, drop: 1 },
  { id: 'started', width: '96px', isWideOnly: true },
];
const shown = (room: number) => fittingColumns(columns, room).map(({ id }) => id);

describe('fittingColumns', () => {
  it('shows all where there is room, gaps included', () => {
    expect(shown(140 + 80 + 112 + 96 + 3 * 16)).toEqual(['name', 'error', 'id', 'started']);
    expect(shown(Infinity)).toHaveLength(4);
  });

  it('leaves out what says so first, then from right to left', () => {
    expect(shown(475)).toEqual(['name', 'error', 'started']);
    expect(shown(300)).toEqual(['name', 'error']);
    expect(shown(200)).toEqual(['name']);
  });

  it('keeps what may not be left out', () => expect(shown(10)).toEqual(['name']));
});
