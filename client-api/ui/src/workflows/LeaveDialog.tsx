import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { Draft } from './useDraft';

/** Asks before a draft that is not saved is lost. */
export function LeaveDialog({ draft: { blocker } }: { draft: Draft }) {
  return (
    <Modal opened={blocker.state === 'blocked'} onClose={() => blocker.reset?.()} title="Leave without saving?">
      <Stack>
        <Text size="sm">What you typed in the draft is lost.</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => blocker.reset?.()}>Stay</Button>
          <Button color="red" onClick={() => blocker.proceed?.()}>Leave</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
