import { Alert, Box, Button, Code, Group, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Logo } from '../app/Logo';
import { writeKey } from './key';

/** Asks for an API key. */
export function SignIn({ refused = false }: { refused?: boolean }) {
  const [key, setKey] = useState('');
  return (
    <Box component="main" mih="100vh" px="md" pt="14vh">
      <form
        style={{ maxWidth: 420, margin: '0 auto' }}
        onSubmit={(event) => {
          event.preventDefault();
          if (key.trim()) writeKey(key.trim());
        }}
      >
        <Stack gap="lg">
          <Group gap="sm">
            <Logo size={32} />
            <Title order={1} size="h3">
              Orleans.Workflows
            </Title>
          </Group>
          <Text c="dimmed">Sign in with an API key. It decides the tenant and what you may do, and it stays in this browser.</Text>
          {refused && (
            <Alert color="red" variant="light" title="This key is not accepted">
              It was revoked, has expired, or belongs to another server.
            </Alert>
          )}
          <PasswordInput
            label="API key"
            placeholder="wfk_…"
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
            autoFocus
          />
          <Button type="submit" disabled={!key.trim()}>
            Sign in
          </Button>
          <Text size="sm" c="dimmed">
            A server on this machine prints its development key when it starts, with a link that signs you in. The key is also in{' '}
            <Code>dev.key</Code> in its data folder.
          </Text>
        </Stack>
      </form>
    </Box>
  );
}
