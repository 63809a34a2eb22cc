import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** What is wrong with what somebody writes, below its field. */
export function Fault({ children }: { children: ReactNode }) {
  return (
    <Text size="sm" c="var(--tone-red)" role="alert" style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Text>
  );
}
