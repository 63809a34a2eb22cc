import type { Icon } from '@tabler/icons-react';
import {
  IconBox, IconBriefcase, IconBuilding, IconCalendar, IconChecklist, IconCloud, IconCreditCard, IconDeviceDesktop, IconFileText, IconInbox,
  IconLayersIntersect, IconMail, IconMessages, IconSettings, IconShieldLock, IconSparkles, IconTicket, IconUsers, IconWorld,
} from '@tabler/icons-react';
import type { Schemas } from '../api/client';

export type EventType = Schemas['EventTypeBody'];

const ICONS: readonly [RegExp, Icon][] = [
  [/ticket|support/i, IconTicket],
  [/bill|invoice|payment|credit|contract/i, IconCreditCard],
  [/project|task/i, IconChecklist],
  [/client|company|organi/i, IconBuilding],
  [/contact|user|team|people/i, IconUsers],
  [/mail|inbox/i, IconMail],
  [/schedul|appointment|calendar|time/i, IconCalendar],
  [/asset|device|rmm|monitor/i, IconDeviceDesktop],
  [/document|knowledge|file/i, IconFileText],
  [/survey|message|chat|interaction/i, IconMessages],
  [/inventory|product|stock/i, IconBox],
  [/crm|sales|opportun|quote/i, IconBriefcase],
  [/secur|access|auth/i, IconShieldLock],
  [/integration|sync|connect/i, IconCloud],
  [/portal|web/i, IconWorld],
  [/workflow|automation/i, IconLayersIntersect],
  [/notif/i, IconInbox],
  [/system|setting|admin/i, IconSettings],
];

/** The picture of a category; a general one for those that have none. */
export const iconOf = (category: string): Icon => ICONS.find(([pattern]) => pattern.test(category))?.[1] ?? IconSparkles;

/** The order that the catalog offers. */
export type CatalogSort = 'name' | 'activity';

export interface CatalogFilter {
  search: string;
  category: string | null;
  status: string | null;
  source: string | null;
  sort: CatalogSort;
}

export const readFilter = (parameters: URLSearchParams): CatalogFilter => ({
  search: parameters.get('q') ?? '',
  category: parameters.get('category'),
  status: parameters.get('status'),
  source: parameters.get('source'),
  sort: parameters.get('sort') === 'activity' ? 'activity' : 'name',
});

/** What takes every filter away. */
export const NO_FILTER = { q: null, category: null, status: null, source: null };

export const isNarrowed = ({ search, category, status, source }: CatalogFilter): boolean => Boolean(search || category || status || source);

/** A share as people read it: "98.5 %", and a dash where there is nothing to divide by. Only all is 100 %, and only none is 0 %. */
export const formatShare = (share: number | null | undefined): string =>
  share === null || share === undefined ? '–' : share === 1 || share === 0 ? `${share * 100} %` : `${Math.min(Math.max(share * 100, 0.1), 99.9).toFixed(1)} %`;

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export const formatCount = (count: number | null | undefined): string => (count === null || count === undefined ? '–' : compact.format(count));
