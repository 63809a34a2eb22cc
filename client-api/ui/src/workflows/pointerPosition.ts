/** A place in a text, counted from 1 as editors do. */
export interface Place {
  line: number;
  column: number;
  endColumn: number;
}

interface Found {
  start: number;
  end: number;
  /** Whether the whole pointer was found, and not only the beginning of it. */
  isExact: boolean;
}

/**
 * Where the value of a JSON pointer (RFC 6901) stands in a JSON text; the nearest value around it when it is not there. With a position, the place
 * in the expression. The text may be broken after that place.
 */
export function placeOf(text: string, pointer: string, position?: number | null): Place {
  const wanted = pointer.split('/').slice(1).map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  const found = find(text, wanted);
  if (!found.isExact || position === null || position === undefined) return toPlace(text, found.start, found.end);
  const expression = text[found.start] === '{' ? find(text, [...wanted, '$expr']) : found;
  return expression.isExact && text[expression.start] === '"'
    ? toPlace(text, rawOffset(text, expression.start + 1, position), expression.end - 1)
    : toPlace(text, found.start, found.end);
}

function find(text: string, wanted: readonly string[]): Found {
  const reader = new Reader(text);
  let start = reader.skipSpace(0);
  for (const segment of wanted) {
    const child = reader.child(start, segment);
    if (child === null) return { start, end: reader.end(start), isExact: false };
    start = child;
  }
  return { start, end: reader.end(start), isExact: true };
}

/** Reads no more of a JSON text than it must, and never fails: what is broken ends at the end of the text. */
class Reader {
  constructor(private readonly text: string) {}

  skipSpace(at: number): number {
    while (at < this.text.length && ' \t\r\n'.includes(this.text[at]!)) at++;
    return at;
  }

  /** The beginning of a member or item; null when the value has none of that name. */
  child(start: number, segment: string): number | null {
    const isObject = this.text[start] === '{';
    if (!isObject && this.text[start] !== '[') return null;
    let at = this.skipSpace(start + 1);
    for (let index = 0; at < this.text.length && !'}]'.includes(this.text[at]!); index++) {
      let name = String(index);
      if (isObject) {
        const end = this.end(at);
        name = unquote(this.text.slice(at, end));
        at = this.skipSpace(end);
        if (this.text[at] !== ':') return null;
        at = this.skipSpace(at + 1);
      }
      if (name === segment) return at;
      at = this.skipSpace(this.end(at));
      if (this.text[at] !== ',') return null;
      at = this.skipSpace(at + 1);
    }
    return null;
  }

  /** The end of the value that begins here. */
  end(start: number): number {
    const first = this.text[start];
    if (first === '"') return this.endOfString(start);
    if (first !== '{' && first !== '[') {
      let at = start;
      while (at < this.text.length && !',]}: \t\r\n'.includes(this.text[at]!)) at++;
      return at;
    }
    let depth = 0;
    for (let at = start; at < this.text.length; at++) {
      const character = this.text[at]!;
      if (character === '"') at = this.endOfString(at) - 1;
      else if (character === '{' || character === '[') depth++;
      else if ((character === '}' || character === ']') && --depth === 0) return at + 1;
    }
    return this.text.length;
  }

  private endOfString(start: number): number {
    for (let at = start + 1; at < this.text.length; at++) {
      if (this.text[at] === '\\') at++;
      else if (this.text[at] === '"') return at + 1;
    }
    return this.text.length;
  }
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

/** Where a character of a string stands in its JSON form, in which some are written with escapes. */
function rawOffset(text: string, start: number, position: number): number {
  let at = start;
  for (let count = 0; count < position && at < text.length && text[at] !== '"'; count++) at += text[at] !== '\\' ? 1 : text[at + 1] === 'u' ? 6 : 2;
  return at;
}

function toPlace(text: string, start: number, end: number): Place {
  const before = text.lastIndexOf('\n', start - 1) + 1;
  const line = text.slice(0, start).split('\n').length;
  const nextLine = text.indexOf('\n', start);
  const last = Math.min(end, nextLine === -1 ? text.length : nextLine);
  return { line, column: start - before + 1, endColumn: Math.max(last, start + 1) - before + 1 };
}
