import { Center, Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { api, unwrap, type Schemas } from '../api/client';
import { toProblem } from '../api/problem';
import { ErrorState } from '../shared/ErrorState';
import { onKeyChange, readKey, writeKey } from './key';
import { SignIn } from './SignIn';

export type Permission = 'read' | 'submit' | 'operate' | 'manage' | 'publish' | 'admin' | 'system';

type Session = Schemas['SessionBody'] & { may: (permission: Permission) => boolean; signOut: () => void };

const SessionContext = createContext<Session | null>(null);

/** The tenant and the permissions of the key; only below {@link SessionProvider}. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no session here.');
  return session;
}

/** Shows what is inside to those with a good key, and asks the others for one. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const key = useSyncExternalStore(onKeyChange, readKey);
  const queries = useQueryClient();
  useEffect(() => onKeyChange(() => queries.clear()), [queries]);
  const session = useQuery({
    queryKey: ['session', key],
    queryFn: () => unwrap(api.GET('/v1/me')),
    enabled: key !== null,
    staleTime: 5 * 60_000,
  });

  if (key === null) return <SignIn />;
  if (session.isPending) {
    return (
      <Center h="100vh">
        <Loader type="dots" aria-label="Signing in" />
      </Center>
    );
  }

  if (session.isError) {
    const problem = toProblem(session.error);
    if (problem.status === 401) return <SignIn refused />;
    return (
      <Center h="100vh" p="md">
        <ErrorState error={problem} onRetry={() => void session.refetch()} />
      </Center>
    );
  }

  const granted = new Set(session.data.permissions);
  return (
    <SessionContext.Provider value={{ ...session.data, may: (permission) => granted.has(permission), signOut: () => writeKey(null) }}>
      {children}
    </SessionContext.Provider>
  );
}
