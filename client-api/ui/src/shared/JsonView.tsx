import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from './CopyButton';
import classes from './JsonView.module.css';

const MANY = 200;

/** Shows JSON as a tree that folds, with a button that copies all of it. */
export function JsonView({ value, label = 'JSON', openTo = 2 }: { value: unknown; label?: string; openTo?: number }) {
  return (
    <div className={classes.box} role="group" aria-label={label} tabIndex={0}>
      <div className={classes.copy}>
        <CopyButton value={() => JSON.stringify(value, null, 2) ?? ''} label={`Copy ${label}`} />
      </div>
      <Node value={value} depth={0} openTo={openTo} />
    </div>
  );
}

function Node({ name, value, depth, openTo }: { name?: string; value: unknown; depth: number; openTo: number }) {
  const [isOpen, setOpen] = useState(depth < openTo);
  const key = name === undefined ? null : <span className={classes.key}>{name}</span>;
  if (typeof value !== 'object' || value === null) {
    return (
      <div className={classes.line}>
        {key}
        <Scalar value={value} />
      </div>
    );
  }

  const entries: [string, unknown][] = Array.isArray(value) ? value.map((item, index) => [String(index), item]) : Object.entries(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) {
    return (
      <div className={classes.line}>
        {key}
        <span className={classes.punctuation}>{open + close}</span>
      </div>
    );
  }

  return (
    <div>
      <UnstyledButton className={classes.fold} onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
        <span className={classes.arrow} data-open={isOpen || undefined} aria-hidden="true" />
        {key}
        <span className={classes.punctuation}>{isOpen ? open : `${open} ${entries.length} ${close}`}</span>
      </UnstyledButton>
      {isOpen && (
        <div className={classes.children}>
          {entries.slice(0, MANY).map(([child, item]) => (
            <Node key={child} name={child} value={item} depth={depth + 1} openTo={openTo} />
          ))}
          {entries.length > MANY && <div className={classes.line}>… {entries.length - MANY} more; copy to see all</div>}
        </div>
      )}
    </div>
  );
}

function Scalar({ value }: { value: unknown }) {
  const kind = value === null ? 'null' : typeof value;
  return (
    <span className={classes.scalar} data-kind={kind}>
      {JSON.stringify(value)}
    </span>
  );
}
