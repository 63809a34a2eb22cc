import { Tag, type Tone } from '../shared/Tag';

const TONES: Record<string, Tone> = { RUNNING: 'blue', WAITING: 'amber', SUCCEEDED: 'green', FAILED: 'red', CANCELED: 'grey' };

export const runStatuses = ['RUNNING', 'WAITING', 'SUCCEEDED', 'FAILED', 'CANCELED'] as const;

export const titleOf = (status: string): string => status.charAt(0) + status.slice(1).toLowerCase();

/** Where a run stands. */
export function RunStatus({ status }: { status: string }) {
  return (
    <Tag tone={TONES[status] ?? 'grey'} dot>
      {titleOf(status)}
    </Tag>
  );
}

export const isOver = (status: string): boolean => status === 'SUCCEEDED' || status === 'FAILED' || status === 'CANCELED';
