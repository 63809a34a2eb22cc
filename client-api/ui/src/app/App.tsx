import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';
import { toProblem } from '../api/problem';
import { takeKeyFromAddress } from '../session/key';
import { SessionProvider } from '../session/SessionProvider';
import { router } from './router';
import { theme, variables } from './theme';

takeKeyFromAddress();

const RECOVER_MS = 5_000;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => toProblem(error).isTransient && count < 3,
      // A page that could not be shown shows up by itself when the server is back.
      refetchInterval: ({ state }) => (state.error && toProblem(state.error).isTransient ? RECOVER_MS : false),
    },
  },
});

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <Notifications position="bottom-right" limit={4} />
      <QueryClientProvider client={queries}>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
