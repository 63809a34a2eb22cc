import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Reads and changes parameters of the address. An empty value takes the parameter out, so that default states have short addresses. */
export function useUrlState(): [URLSearchParams, (changes: Record<string, string | null | undefined>, options?: { push?: boolean }) => void] {
  const [parameters, setParameters] = useSearchParams();
  const change = useCallback(
    (changes: Record<string, string | null | undefined>, options?: { push?: boolean }) =>
      setParameters(
        (current) => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(changes)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: !options?.push },
      ),
    [setParameters],
  );
  return [parameters, change];
}
