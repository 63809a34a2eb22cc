import { Box, Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

/** The head of a page: what it is, and what one can do here. */
export function PageHeader({ title, subtitle, actions, before }: {
  title: string;
  subtitle?: ReactNode;
  actions?: ReactNode;
  before?: ReactNode;
}) {
  useDocumentTitle(`${title} · Workflows`);
  return (
    <Group justify="space-between" align="flex-start" gap="md" mb="md" wrap="wrap">
      <Box style={{ minWidth: 0, flex: '1 1 320px' }}>
        {before}
        <Title order={1} style={{ overflowWrap: 'anywhere' }}>{title}</Title>
        {subtitle && (
          <Text c="dimmed" mt={2} component="div">
            {subtitle}
          </Text>
        )}
      </Box>
      {actions && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
