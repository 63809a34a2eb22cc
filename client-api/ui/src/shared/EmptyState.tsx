import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** What a place says when there is nothing in it, and what to do about that. */
export function EmptyState({ icon: Picture, title, children, action }: {
  icon: Icon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Stack align="center" gap="xs" py={64} px="md" ta="center">
      <ThemeIcon size={44} radius="xl" variant="light" color="gray">
        <Picture size={22} stroke={1.6} />
      </ThemeIcon>
      <Title order={2} size="h3" mt="xs">
        {title}
      </Title>
      {children && (
        <Text c="dimmed" maw={420} component="div">
          {children}
        </Text>
      )}
      {action && <div style={{ marginTop: 8 }}>{action}</div>}
    </Stack>
  );
}
