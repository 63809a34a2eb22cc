import { Button } from '@mantine/core';
import { IconMapSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import { toProblem } from '../api/problem';
import { EmptyState } from './EmptyState';
import { ErrorState } from './ErrorState';

/** What stands in for a thing that could not be read: the error, and for one that is not there the way to those that are. */
export function Missing({ error, to, label, onRetry }: { error: unknown; to: string; label: string; onRetry: () => void }) {
  const problem = toProblem(error);
  if (problem.status !== 404) return <ErrorState error={problem} onRetry={onRetry} />;
  return (
    <EmptyState icon={IconMapSearch} title={problem.message} action={<Button component={Link} to={to} variant="default">{label}</Button>}>
      It was deleted or archived, or it belongs to another tenant.
    </EmptyState>
  );
}
