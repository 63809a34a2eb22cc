import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconBolt, IconHash, IconPlayerPlay, IconSearch, IconSitemap, type Icon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, unwrap } from '../api/client';
import { destinations } from './navigation';

interface Hit {
  id: string;
  label: string;
  detail?: string;
  icon: Icon;
  to: string;
}

const RUN_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ctrl+K: goes to any page, event type, workflow or run. */
export function Palette() {
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 120);
  const navigate = useNavigate();
  const found = useQuery({
    queryKey: ['palette', search],
    queryFn: ({ signal }) => find(search, signal),
    enabled: search.length > 1,
    placeholderData: (before) => before,
  });
  const pages = destinations
    .filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()))
    .map(({ path, label, icon }): Hit => ({ id: path, label, icon, to: path }));
  const hits = search.length > 1 ? (found.data ?? []) : [];

  return (
    <Spotlight.Root query={text} onQueryChange={setText} shortcut={['mod + K']} scrollable maxHeight={420} onSpotlightClose={() => setText('')}>
      <Spotlight.Search placeholder="Go to a page, an event, a workflow, a run id…" leftSection={<IconSearch size={18} />} aria-label="Search everything" />
      <Spotlight.ActionsList>
        {[...pages, ...hits].map((hit) => (
          <Spotlight.Action key={hit.id} onClick={() => void navigate(hit.to)}>
            <hit.icon size={18} stroke={1.6} aria-hidden="true" style={{ flex: 'none', marginRight: 12, opacity: 0.7 }} />
            <div style={{ minWidth: 0 }}>
              <Text size="sm" className="truncate">
                {hit.label}
              </Text>
              {hit.detail && (
                <Text size="xs" c="dimmed" className="truncate">
                  {hit.detail}
                </Text>
              )}
            </div>
          </Spotlight.Action>
        ))}
        {pages.length + hits.length === 0 && <Spotlight.Empty>{found.isFetching ? 'Searching…' : 'Nothing is called that.'}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

async function find(search: string, signal: AbortSignal): Promise<Hit[]> {
  const [types, workflows, runs] = await Promise.all([
    unwrap(api.GET('/v1/event-types', { params: { query: { search, limit: 6 } }, signal })),
    unwrap(api.GET('/v1/workflows', { params: { query: { limit: 200 } }, signal })),
    RUN_ID.test(search) ? Promise.resolve([]) : unwrap(api.GET('/v1/runs', { params: { query: { correlationId: search, limit: 3 } }, signal })).then((page) => page.items),
  ]);
  const wanted = search.toLowerCase();
  return [
    ...(RUN_ID.test(search) ? [{ id: `run:${search}`, label: `Run ${search}`, icon: IconPlayerPlay, to: `/runs/${search}` }] : []),
    ...types.items.map((type) => ({
      id: `type:${type.type}`, label: type.name, detail: type.type, icon: IconBolt, to: `/catalog?event=${encodeURIComponent(type.type)}`,
    })),
    ...workflows.items
      .filter(({ key, name }) => `${key} ${name}`.toLowerCase().includes(wanted))
      .slice(0, 6)
      .map(({ key, name }) => ({ id: `workflow:${key}`, label: name, detail: key, icon: IconSitemap, to: `/workflows/${key}` })),
    ...runs.map((run) => ({
      id: `run:${run.id}`, label: `${run.workflow} · ${run.status.toLowerCase()}`, detail: `correlation ${run.correlationId}`, icon: IconHash, to: `/runs/${run.id}`,
    })),
  ];
}
