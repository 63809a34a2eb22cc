import { Button, Modal, Stack, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { DialogFooter } from '../shared/DialogFooter';
import { ErrorState } from '../shared/ErrorState';
import { isReason, reasonLength } from './commands';

/** Asks before a command, and why. */
export function ReasonDialog({ title, children, confirm, isDanger = false, isPending, error, onConfirm, onClose, size = 'md', isReady = true }: {
  title: string;
  children: ReactNode;
  /** What the button says. */
  confirm: string;
  isDanger?: boolean;
  isPending: boolean;
  error: unknown;
  onConfirm: (reason: string) => void;
  onClose: () => void;
  size?: string;
  /** Whether everything but the reason is there. */
  isReady?: boolean;
}) {
  const [reason, setReason] = useState('');
  return (
    <Modal opened onClose={onClose} title={title} size={size}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReason(reason) && isReady) onConfirm(reason.trim());
        }}
      >
        <Stack>
          {children}
          <Textarea
            label="Reason"
            description="Kept in the audit trail, 3 characters or more"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
            }}
            maxLength={reasonLength.max}
            autosize
            minRows={2}
            required
            data-autofocus
          />
          {error !== null && error !== undefined && <ErrorState error={error} />}
          <DialogFooter>
            <Button variant="default" onClick={onClose}>
              Back
            </Button>
            <Button type="submit" color={isDanger ? 'red' : undefined} loading={isPending} disabled={!isReason(reason) || !isReady}>
              {confirm}
            </Button>
          </DialogFooter>
        </Stack>
      </form>
    </Modal>
  );
}
