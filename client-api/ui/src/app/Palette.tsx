import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { find, type Hit } from './find';
import { destinations } from './navigation';

/** Ctrl+K: goes to any page, event type, workflow, run or schema. */
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
      <Spotlight.Search placeholder="Go to a page, event, workflow, run or schema…" leftSection={<IconSearch size={18} />} aria-label="Search everything" />
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
