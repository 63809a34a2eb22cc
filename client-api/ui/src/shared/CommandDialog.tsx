import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState } from './ErrorState';

/** Asks before a command, and tells why it failed. */
export function CommandDialog({ title, children, confirm, cancel = 'Cancel', isDangerous, canConfirm = true, command, onConfirm, onClose }: {
  title: string;
  children: ReactNode;
  confirm: string;
  cancel?: string;
  isDangerous?: boolean;
  canConfirm?: boolean;
  command: { isPending: boolean; isError: boolean; error: unknown };
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canConfirm) onConfirm();
        }}
      >
        <Stack>
          {children}
          {command.isError && <ErrorState error={command.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {cancel}
            </Button>
            <Button type="submit" color={isDangerous ? 'red' : undefined} loading={command.isPending} disabled={!canConfirm}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
