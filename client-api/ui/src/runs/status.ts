import type { Tone } from '../shared/Tag';

export const runStatuses = ['RUNNING', 'WAITING', 'SUCCEEDED', 'FAILED', 'CANCELED'] as const;

export const statusTones: Record<string, Tone> = { RUNNING: 'blue', WAITING: 'amber', SUCCEEDED: 'green', FAILED: 'red', CANCELED: 'grey' };

export const isOver = (status: string): boolean => status === 'SUCCEEDED' || status === 'FAILED' || status === 'CANCELED';
