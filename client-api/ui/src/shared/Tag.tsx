import type { ReactNode } from 'react';
import classes from './Tag.module.css';

export type Tone = 'green' | 'red' | 'amber' | 'blue' | 'grey' | 'violet';

/** A word of the API as a word of its own: "MATCHED" and "matched" become "Matched". */
export const titleOf = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

/** A short coloured word. The colour never says it alone. */
export function Tag({ tone = 'grey', children, dot = false, title }: { tone?: Tone; children: ReactNode; dot?: boolean; title?: string }) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {dot && <span className={classes.dot} aria-hidden="true" />}
      {children}
    </span>
  );
}
