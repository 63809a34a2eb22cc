import { Button } from '@mantine/core';
import { IconMapSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from '../shared/EmptyState';

export function NotFound() {
  return (
    <EmptyState
      icon={IconMapSearch}
      title="There is no such page"
      action={
        <Button component={Link} to="/catalog" variant="default">
          Go to the event catalog
        </Button>
      }
    >
      The address may be mistyped, or it belongs to a newer version of the console.
    </EmptyState>
  );
}
