/** A server-sent event. */
export interface ServerEvent {
  type: string;
  data: string;
}

/** Reads the text of an event stream piece by piece, wherever it is cut. */
export class EventStreamParser {
  /** The id that a resumed stream begins after; null before the first one. */
  lastId: string | null;

  private rest = '';
  private type = '';
  private data: string[] = [];

  constructor(lastId: string | null = null) {
    this.lastId = lastId;
  }

  /** The events that this piece completes. */
  push(piece: string): ServerEvent[] {
    const text = this.rest + piece;
    // A carriage return at the end may be the first half of a line break.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const lines = whole.split(/\r\n|\n|\r/);
    this.rest = lines.pop()! + text.slice(whole.length);
    return lines.flatMap((line) => this.read(line));
  }

  private read(line: string): ServerEvent[] {
    if (line === '') return this.finish();
    const colon = line.indexOf(':');
    if (colon === 0) return [];
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.type = value;
    else if (field === 'data') this.data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.lastId = value;
    return [];
  }

  private finish(): ServerEvent[] {
    const event = { type: this.type || 'message', data: this.data.join('\n') };
    const isEmpty = this.data.length === 0;
    this.type = '';
    this.data = [];
    return isEmpty ? [] : [event];
  }
}
