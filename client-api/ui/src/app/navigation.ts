import { IconBolt, IconBraces, IconChecklist, IconPlayerPlay, IconSitemap, type Icon } from '@tabler/icons-react';

export interface Destination {
  path: string;
  label: string;
  icon: Icon;
  /** Pressed after G. */
  key: string;
}

/** The pages of the console, in the order of the sidebar. */
export const destinations: readonly Destination[] = [
  { path: '/catalog', label: 'Event catalog', icon: IconBolt, key: 'E' },
  { path: '/workflows', label: 'Workflows', icon: IconSitemap, key: 'W' },
  { path: '/runs', label: 'Runs', icon: IconPlayerPlay, key: 'R' },
  { path: '/tasks', label: 'Tasks', icon: IconChecklist, key: 'T' },
  { path: '/schemas', label: 'Schemas', icon: IconBraces, key: 'S' },
];
