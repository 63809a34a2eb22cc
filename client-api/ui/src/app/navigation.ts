import { IconBolt, IconBraces, IconChecklist, IconPlayerPlay, IconServer2, IconSitemap, type Icon } from '@tabler/icons-react';
import { useSession, type Permission } from '../session/SessionProvider';

export interface Destination {
  path: string;
  label: string;
  icon: Icon;
  /** Pressed after G. */
  key: string;
  /** Who lacks it is not shown the page. */
  needs?: Permission;
}

const destinations: readonly Destination[] = [
  { path: '/catalog', label: 'Event catalog', icon: IconBolt, key: 'E' },
  { path: '/workflows', label: 'Workflows', icon: IconSitemap, key: 'W' },
  { path: '/runs', label: 'Runs', icon: IconPlayerPlay, key: 'R' },
  { path: '/tasks', label: 'Tasks', icon: IconChecklist, key: 'T' },
  { path: '/schemas', label: 'Schemas', icon: IconBraces, key: 'S' },
  { path: '/cluster', label: 'Cluster', icon: IconServer2, key: 'L', needs: 'system' },
];

/** The pages that this key may see, in the order of the sidebar. */
export function useDestinations(): readonly Destination[] {
  const { may } = useSession();
  return destinations.filter(({ needs }) => !needs || may(needs));
}
