import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, unwrap, type Schemas } from '../api/client';

export type Schema = Schemas['SchemaBody'];

/** The schemas of the registry that a search finds, page by page. */
export const useSchemas = (filter: { search?: string; status?: string; source?: string }) =>
  useInfiniteQuery({
    queryKey: ['schemas', filter],
    queryFn: ({ pageParam, signal }) => unwrap(api.GET('/v1/schemas', { params: { query: { ...filter, cursor: pageParam, limit: 100 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });

export const useSchema = (schemaRef: string) =>
  useQuery({
    queryKey: ['schema', schemaRef],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/schemas/{schemaRef}', { params: { path: { schemaRef } }, signal })),
  });

/** What is asked about a schema: what if it were this text, or like that other schema? */
export interface ImpactQuestion {
  text?: string;
  with?: string;
  events: number;
}

/** What a change would break; null asks nothing. */
export const useImpact = (schemaRef: string, question: ImpactQuestion | null) =>
  useQuery({
    queryKey: ['impact', schemaRef, question],
    queryFn: ({ signal }) => {
      const { text, with: other, events } = question!;
      const body = (other ? { with: other, events } : { schema: JSON.parse(text!) as unknown, events }) as Schemas['ImpactRequestBody'];
      return unwrap(api.POST('/v1/schemas/{schemaRef}/impact', { params: { path: { schemaRef } }, body, signal }));
    },
    enabled: question !== null,
    staleTime: 60_000,
    retry: false,
  });
