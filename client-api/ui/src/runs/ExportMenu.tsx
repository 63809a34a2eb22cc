import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import { toProblem } from '../api/problem';
import { toQuery, type RunFilter } from './filter';
import { saveFile } from '../shared/saveFile';

const FORMATS = [['csv', 'CSV'], ['json', 'JSON'], ['ndjson', 'JSON, one a line']] as const;

/** All runs that the filters select, as a file. */
export function ExportMenu({ filter }: { filter: RunFilter }) {
  const download = useMutation({
    mutationFn: async (format: string) => {
      const query = { ...toQuery(filter, Date.now()), format };
      saveFile(await unwrap<Blob>(api.GET('/v1/runs/export', { params: { query }, parseAs: 'blob' })), `runs.${format}`);
    },
    onError: (failure) => notifications.show({ color: 'red', title: 'The export did not work', message: toProblem(failure).message }),
  });
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={15} aria-hidden="true" />} loading={download.isPending}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>All runs that the filters select</Menu.Label>
        {FORMATS.map(([format, label]) => (
          <Menu.Item key={format} onClick={() => download.mutate(format)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
