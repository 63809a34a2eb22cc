import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { CodeEditorProps } from './MonacoEditor';

const MonacoEditor = lazy(() => import('./MonacoEditor'));

/** A JSON editor with completion and checks from a schema. It is loaded when it is first shown. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<Skeleton height={props.height ?? 320} />}>
      <MonacoEditor {...props} />
    </Suspense>
  );
}
