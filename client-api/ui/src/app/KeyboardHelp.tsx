import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';
import { destinations } from './navigation';

const shortcuts: readonly (readonly [string, readonly string[]])[] = [
  ['Go to anything', ['Ctrl', 'K']],
  ['Search on this page', ['/']],
  ['Next row, previous row', ['J', 'K']],
  ['Open the row', ['Enter']],
  ['Close a panel', ['Esc']],
  ...destinations.map(({ label, key }) => [label, ['G', key]] as const),
  ['This help', ['?']],
];

export function KeyboardHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap={10}>
        {shortcuts.map(([label, keys]) => (
          <Group key={label} justify="space-between">
            <Text size="sm">{label}</Text>
            <Group gap={4}>
              {keys.map((key) => (
                <Kbd key={key} size="sm">
                  {key}
                </Kbd>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Modal>
  );
}
