import { Tag, titleOf } from '../shared/Tag';
import { statusTones } from './status';

/** Where a run stands. */
export function RunStatus({ status }: { status: string }) {
  return (
    <Tag tone={statusTones[status] ?? 'grey'} dot>
      {titleOf(status)}
    </Tag>
  );
}
