import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { clockTime, exactTime } from '../../shared/time';
import classes from './LogLines.module.css';

const PAGE = 300;

/** Lines of a log, in order. */
export function LogLines({ lines, onStep }: { lines: readonly Schemas['LogLine'][]; onStep?: (step: string) => void }) {
  const [shown, setShown] = useState(PAGE);
  return (
    <>
      <ol className={classes.log} tabIndex={0} aria-label="Log">
        {lines.slice(0, shown).map((line, index) => (
          <li key={index} className={classes.line} data-level={line.level}>
            <time className={classes.time} dateTime={line.at ?? undefined} title={line.at ? exactTime(line.at) : undefined}>
              {line.at ? clockTime(line.at) : ''}
            </time>
            <span className={classes.level}>{line.level}</span>
            {onStep ? (
              <button type="button" className={classes.message} onClick={() => onStep(line.step)}>
                {line.message}
              </button>
            ) : (
              <span className={classes.message}>{line.message}</span>
            )}
          </li>
        ))}
      </ol>
      {lines.length > shown && (
        <Button variant="default" size="xs" mt="xs" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, lines.length - shown)} more of {lines.length}
        </Button>
      )}
    </>
  );
}
