/** A text that somebody writes as JSON: its value, or why it is none yet. */
export interface ParsedJson {
  /** Undefined while the text is not JSON. */
  value: unknown;
  fault: string | null;
}

export function parseJson(text: string): ParsedJson {
  try {
    return { value: JSON.parse(text) as unknown, fault: null };
  } catch (failure) {
    return { value: undefined, fault: text.trim() === '' ? 'Write a JSON value here.' : `This is not JSON yet: ${sayFault(failure as Error, text)}` };
  }
}

/** Engines quote the text around the fault, and name its place by an offset or by its line. */
function sayFault({ message }: Error, text: string): string {
  const what = message.replace(/^JSON\.parse: /, '').replace(/ (in JSON )?at (position|line) .*$/s, '').replace(/, (\.\.\.)?".*$/s, '');
  const offset = /position (\d+)/.exec(message)?.[1];
  const line = offset ? text.slice(0, Number(offset)).split('\n').length : /line (\d+)/.exec(message)?.[1];
  return line ? `${what}, line ${line}.` : `${what}.`;
}
