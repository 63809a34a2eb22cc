import { IconAlertTriangle } from '@tabler/icons-react';
import type { Schemas } from '../../api/client';
import { CopyButton } from '../../shared/CopyButton';
import { useRunWhy } from './useRun';
import classes from './Cards.module.css';

/** What ended the run, where, and what to do next. */
export function ErrorCard({ detail, onStep }: { detail: Schemas['RunDetailBody']; onStep: (step: string) => void }) {
  const why = useRunWhy(detail.run.id, detail.run.status === 'FAILED');
  const error = detail.error as { message?: string; code?: string; name?: string; nodePath?: string } | null | undefined;
  if (!error) return null;
  const nextStep = why.data?.summary.replace(/^The run failed: /, '');
  const step = error.nodePath;
  return (
    <section className={classes.card} data-tone="red" aria-label="What went wrong">
      <IconAlertTriangle size={18} className={classes.picture} aria-hidden="true" />
      <div className={classes.body}>
        <h2 className={classes.title}>{error.message ?? 'The run failed'}</h2>
        <dl className={classes.facts}>
          {error.code && (
            <div>
              <dt>Code</dt>
              <dd>
                <span className="mono">{error.code}</span> <CopyButton value={error.code} label="Copy the code" />
              </dd>
            </div>
          )}
          {step && (
            <div>
              <dt>Step</dt>
              <dd>
                <button type="button" className={classes.step} onClick={() => onStep(step)}>
                  {step}
                </button>
              </dd>
            </div>
          )}
          {error.name && (
            <div>
              <dt>Kind</dt>
              <dd>{error.name}</dd>
            </div>
          )}
        </dl>
        {nextStep && detail.run.status === 'FAILED' && <p className={classes.next}>{nextStep}</p>}
      </div>
    </section>
  );
}
