import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useSearchParams } from 'react-router';
import { useSession } from '../session/SessionProvider';
import { filterKeys } from './filter';
import { useSavedViews, viewOf, type SavedView, type SavedViews } from './savedViews';
import classes from './SavedViewsMenu.module.css';

const KEPT = [...filterKeys, 'sort'];

/** Selections of runs that were kept under a name. */
export function SavedViewsMenu() {
  const { tenant } = useSession();
  const views = useSavedViews(tenant);
  const [parameters, setParameters] = useSearchParams();
  const [isOpen, menu] = useDisclosure();
  const current = viewOf(parameters, KEPT);
  const active = views.list().find(({ search }) => search === current);
  const apply = (view: SavedView) => {
    setParameters(new URLSearchParams(view.search));
    menu.close();
  };
  return (
    <Popover width={300} position="bottom-start" shadow="md" opened={isOpen} onChange={menu.toggle} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconBookmark size={15} aria-hidden="true" />} onClick={menu.toggle} aria-expanded={isOpen}>
          <span className="truncate" style={{ maxWidth: 140 }}>{active?.name ?? 'Views'}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {views.list().length === 0 && (
            <Text size="sm" c="dimmed">
              Set filters, then keep them here under a name.
            </Text>
          )}
          {views.list().map((view) => (
            <ViewRow key={view.name} view={view} views={views} isActive={view === active} onApply={() => apply(view)} />
          ))}
          {current !== '' && !active && <SaveForm onSave={(name) => views.save(name, current)} />}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function ViewRow({ view, views, isActive, onApply }: { view: SavedView; views: SavedViews; isActive: boolean; onApply: () => void }) {
  const [name, setName] = useState<string | null>(null);
  const rename = (event: FormEvent) => {
    event.preventDefault();
    if (views.rename(view.name, name ?? '')) setName(null);
    else notifications.show({ color: 'red', title: 'Choose another name', message: 'A view of this name is there already.' });
  };
  if (name !== null) {
    return (
      <form onSubmit={rename}>
        <Group gap={4} wrap="nowrap">
          <TextInput
            aria-label="New name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              setName(null);
            }}
            size="xs"
            style={{ flex: 1 }}
            autoFocus
          />
          <Button size="xs" type="submit" disabled={!name.trim()}>
            Rename
          </Button>
        </Group>
      </form>
    );
  }

  return (
    <Group gap={2} wrap="nowrap">
      <UnstyledButton className={classes.view} data-active={isActive || undefined} onClick={onApply}>
        {view.name}
      </UnstyledButton>
      <ActionIcon variant="subtle" color="gray" onClick={() => setName(view.name)} aria-label={`Rename ${view.name}`}>
        <IconPencil size={15} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" onClick={() => views.remove(view.name)} aria-label={`Delete ${view.name}`}>
        <IconTrash size={15} />
      </ActionIcon>
    </Group>
  );
}

function SaveForm({ onSave }: { onSave: (name: string) => void }) {
  const [name, setName] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave(name);
      }}
    >
      <Group gap={4} wrap="nowrap">
        <TextInput aria-label="Name of the view" placeholder="Keep these filters as…" value={name} onChange={(event) => setName(event.currentTarget.value)} size="xs" style={{ flex: 1 }} />
        <Button size="xs" type="submit" disabled={!name.trim()}>
          Save
        </Button>
      </Group>
    </form>
  );
}
