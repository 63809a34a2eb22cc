import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** Copies a text and says so. A long text is given as what makes it, which is asked when it is copied. */
export function CopyButton({ value, label = 'Copy' }: { value: string | (() => string); label?: string }) {
  const { copied, copy } = useClipboard({ timeout: 1_500 });
  return (
    <Tooltip label={copied ? 'Copied' : label}>
      <ActionIcon
        size="sm"
        variant="subtle"
        color={copied ? 'green' : 'gray'}
        aria-label={label}
        onClick={(event) => {
          event.stopPropagation();
          copy(typeof value === 'string' ? value : value());
        }}
      >
        {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      </ActionIcon>
    </Tooltip>
  );
}
