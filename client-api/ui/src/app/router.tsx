import { createBrowserRouter, Navigate } from 'react-router';
import { NotFound } from './NotFound';
import { RouteFault } from './RouteFault';
import { Shell } from './Shell';

/** Every page is a chunk of its own, loaded when it is opened. */
export const router = createBrowserRouter([
  {
    element: <Shell />,
    HydrateFallback: () => null,
    errorElement: <RouteFault />,
    children: [
      {
        errorElement: <RouteFault />,
        children: [
          { index: true, element: <Navigate to="/catalog" replace /> },
          { path: 'catalog', lazy: async () => ({ Component: (await import('../catalog/CatalogPage')).CatalogPage }) },
          { path: 'workflows', lazy: async () => ({ Component: (await import('../workflows/WorkflowsPage')).WorkflowsPage }) },
          { path: 'workflows/:key', lazy: async () => ({ Component: (await import('../workflows/WorkflowPage')).WorkflowPage }) },
          { path: 'schemas', lazy: async () => ({ Component: (await import('../schemas/SchemasPage')).SchemasPage }) },
          { path: 'schemas/:schemaRef', lazy: async () => ({ Component: (await import('../schemas/SchemaPage')).SchemaPage }) },
          { path: 'runs', lazy: async () => ({ Component: (await import('../runs/RunsPage')).RunsPage }) },
          { path: 'runs/:id', lazy: async () => ({ Component: (await import('../runs/RunPage')).RunPage }) },
          { path: 'tasks', lazy: async () => ({ Component: (await import('../tasks/TasksPage')).TasksPage }) },
          { path: 'cluster', lazy: async () => ({ Component: (await import('../system/ClusterPage')).ClusterPage }) },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
