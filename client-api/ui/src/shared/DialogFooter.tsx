import { Group } from '@mantine/core';
import type { ReactNode } from 'react';

/** The buttons of a dialog, in sight however long it is. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <Group
      justify="flex-end"
      py="sm"
      px="var(--mb-padding)"
      style={{ position: 'sticky', bottom: 0, margin: '0 calc(-1 * var(--mb-padding)) calc(-1 * var(--mb-padding))', background: 'var(--mantine-color-body)', borderTop: '1px solid var(--line)', zIndex: 3 }}
    >
      {children}
    </Group>
  );
}
