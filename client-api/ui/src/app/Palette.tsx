import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { toProblem } from '../api/problem';
import { find, SHORTEST, type Hit } from './find';
import { useDestinations } from './navigation';
import classes from './Palette.module.css';

/** Ctrl+K: goes to any page, event type, workflow, run or schema. */
export function Palette() {
  const [text, setText] = useState('');
  const typed = text.trim();
  const [search] = useDebouncedValue(typed, 120);
  const navigate = useNavigate();
  const destinations = useDestinations();
  const found = useQuery({
    queryKey: ['palette', search],
    queryFn: ({ signal }) => find(search, signal),
    enabled: search.length >= SHORTEST,
    placeholderData: (before) => before,
  });
  const pages = destinations
    .filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()))
    .map(({ path, label, icon, key }): Hit => ({ id: path, kind: 'Pages', label, icon, to: path, keys: `G ${key}` }));
  const hits = [...pages, ...(typed.length >= SHORTEST ? (found.data ?? []) : [])];
  const groups = Map.groupBy(hits, ({ kind }) => kind);
  const isSearching = typed.length >= SHORTEST && (found.isFetching || search !== typed);

  return (
    <Spotlight.Root query={text} onQueryChange={setText} shortcut={['mod + K']} scrollable maxHeight={460} onSpotlightClose={() => setText('')}>
      <Spotlight.Search placeholder="Go to a page, event, workflow, run or schema…" leftSection={<IconSearch size={18} />} aria-label="Search everything" />
      <Spotlight.ActionsList>
        {[...groups].map(([kind, members]) => (
          <Spotlight.ActionsGroup key={kind} label={kind}>
            {members.map((hit) => (
              <Spotlight.Action key={hit.id} onClick={() => void navigate(hit.to)}>
                <hit.icon size={18} stroke={1.6} aria-hidden="true" className={classes.icon} />
                <div className={classes.words}>
                  <Text size="sm" className="truncate">
                    {hit.label}
                  </Text>
                  {hit.detail && (
                    <Text size="xs" className={`truncate ${classes.detail}`}>
                      {hit.detail}
                    </Text>
                  )}
                </div>
                {hit.keys && <kbd className={classes.keys}>{hit.keys}</kbd>}
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {found.isError && typed.length >= SHORTEST && <Spotlight.Empty>The search did not work: {toProblem(found.error).message}</Spotlight.Empty>}
        {hits.length === 0 && !found.isError && (
          <Spotlight.Empty>{isSearching ? 'Searching…' : typed.length < SHORTEST ? 'Type one letter more.' : `Nothing is called “${typed}”.`}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
