const MASK = /\[(SECRET:)?REDACTED\]/;

/** Whether values were masked, so that what is shown is not what the run has. */
export const isMasked = (value: unknown): boolean => MASK.test(JSON.stringify(value) ?? '');
