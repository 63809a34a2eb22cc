import type { ReactNode } from 'react';
import classes from './Filters.module.css';

/** What narrows a list down: in a line, or two to a line where there is no room. */
export function Filters({ children, isTight = false }: { children: ReactNode; isTight?: boolean }) {
  return (
    <div className={classes.filters} data-tight={isTight || undefined}>
      {children}
    </div>
  );
}
