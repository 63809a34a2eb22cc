import { Group } from '@mantine/core';
import type { ReactNode } from 'react';

/** The buttons of a dialog, in sight however long it is. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <Group
      justify="flex-end"
      py="sm"
      style={{ position: 'sticky', bottom: 'calc(-1 * var(--mb-padding, 16px))', background: 'var(--mantine-color-body)', borderTop: '1px solid var(--line)', zIndex: 3 }}
    >
      {children}
    </Group>
  );
}
