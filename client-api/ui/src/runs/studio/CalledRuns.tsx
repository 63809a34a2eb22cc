import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { Tag, titleOf } from '../../shared/Tag';
import { isOver, statusTones } from '../status';
import classes from './RunHeader.module.css';

const SHOWN = 4;

/** The runs that a run called, with how each stands: those that go on first, then those that failed. The timeline has the rest of many. */
export function CalledRuns({ runs }: { runs: readonly Schemas['RelatedRunBody'][] }) {
  return (
    <span className={classes.called}>
      {[...runs].sort((one, other) => rank(one) - rank(other)).slice(0, SHOWN).map(({ id, workflow, status, step }) => (
        <span key={id} className={classes.calledRun}>
          <Link to={`/runs/${id}`} className="text-link" title={`Called by the step ${step}`}>
            {workflow}
          </Link>
          <Tag tone={statusTones[status] ?? 'grey'}>{titleOf(status)}</Tag>
        </span>
      ))}
      {runs.length > SHOWN && (
        <Link to="?tab=timeline&view=table" className="text-link">
          and {runs.length - SHOWN} more
        </Link>
      )}
    </span>
  );
}

const rank = ({ status }: Schemas['RelatedRunBody']): number => (!isOver(status) ? 0 : status === 'FAILED' ? 1 : 2);
