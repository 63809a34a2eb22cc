import { describe, expect, it } from 'vitest';
import { EventStreamParser } from './sse';

const TEXT = 'event: ping\ndata: {}\nid: 7\n\nevent: run\ndata: {"a":\ndata: 1}\nid: 9\n\n: a comment\n\ndata: plain\n\n';
const EVENTS = [{ type: 'ping', data: '{}' }, { type: 'run', data: '{"a":\n1}' }, { type: 'message', data: 'plain' }];

describe('EventStreamParser', () => {
  it('reads events with their types and the last id', () => {
    const parser = new EventStreamParser();
    expect(parser.push(TEXT)).toEqual(EVENTS);
    expect(parser.lastId).toBe('9');
  });

  it.each([TEXT, TEXT.replaceAll('\n', '\r\n'), TEXT.replaceAll('\n', '\r')])('reads the same wherever the text is cut', (text) => {
    for (let size = 1; size < 12; size++) {
      const parser = new EventStreamParser();
      const events = [];
      for (let at = 0; at < text.length; at += size) events.push(...parser.push(text.slice(at, at + size)));
      // A lone carriage return ends its line only when the next character is known.
      events.push(...parser.push('\n'));
      expect(events).toEqual(EVENTS);
    }
  });

  it('keeps an event that is not complete for itself', () => {
    const parser = new EventStreamParser('3');
    expect(parser.push('event: run\ndata: {}\n')).toEqual([]);
    expect(parser.lastId).toBe('3');
  });

  it('leaves an event without data out, but takes its id', () => {
    const parser = new EventStreamParser();
    expect(parser.push('id: 5\n\n')).toEqual([]);
    expect(parser.lastId).toBe('5');
  });
});
