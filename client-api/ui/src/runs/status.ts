import type { Tone } from '../shared/Tag';

export const runStatuses = ['RUNNING', 'WAITING', 'SUCCEEDED', 'FAILED', 'CANCELED'] as const;

export const statusTones: Record<string, Tone> = { RUNNING: 'blue', WAITING: 'amber', SUCCEEDED: 'green', FAILED: 'red', CANCELED: 'grey' };

export const titleOf = (status: string): string => status.charAt(0).toUpperCase() + status.slice(1).toLowerCase();

export const isOver = (status: string): boolean => status === 'SUCCEEDED' || status === 'FAILED' || status === 'CANCELED';
