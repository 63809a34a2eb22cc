import type { ReactNode } from 'react';
import classes from './Tag.module.css';

export type Tone = 'green' | 'red' | 'amber' | 'blue' | 'grey' | 'violet';

/** A short coloured word. The colour never says it alone. */
export function Tag({ tone = 'grey', children, dot = false, title }: { tone?: Tone; children: ReactNode; dot?: boolean; title?: string }) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {dot && <span className={classes.dot} aria-hidden="true" />}
      {children}
    </span>
  );
}
