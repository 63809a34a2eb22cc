import { Alert, Button, Group, JsonInput, Kbd, Skeleton, Stack, Text } from '@mantine/core';
import type FormClass from '@rjsf/core';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ErrorState } from '../shared/ErrorState';
import { parseJson } from '../shared/parseJson';

const SchemaForm = lazy(() => import('../shared/SchemaForm'));

/** The form of a task, made from its schema; plain JSON when the task has none. */
export function AnswerForm({ schema, isPending, error, onAnswer }: {
  schema: unknown;
  isPending: boolean;
  error: unknown;
  onAnswer: (answer: unknown) => void;
}) {
  const [value, setValue] = useState<unknown>({});
  const [text, setText] = useState('{}');
  const [fault, setFault] = useState<string | null>(null);
  const form = useRef<FormClass>(null);
  const place = useRef<HTMLDivElement>(null);
  const hasForm = schema !== undefined && schema !== null;
  const submit = () => {
    if (isPending) return;
    if (hasForm) {
      form.current?.submit();
      return;
    }

    const parsed = parseJson(text);
    setFault(parsed.fault);
    if (parsed.fault === null) onAnswer(parsed.value);
  };
  useEffect(() => {
    const element = place.current!;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
    };
    element.addEventListener('keydown', onKey);
    return () => element.removeEventListener('keydown', onKey);
  });
  return (
    <Stack gap="sm" ref={place}>
      {hasForm ? (
        <Suspense fallback={<Skeleton height={160} />}>
          <SchemaForm schema={schema} value={value} onChange={setValue} onSubmit={onAnswer} formRef={form} id="answer" />
        </Suspense>
      ) : (
        <>
          <Alert variant="light" color="gray" p="xs">
            <Text size="xs">This task has no form. Any answer will do; write it as JSON.</Text>
          </Alert>
          <JsonInput label="Answer" value={text} onChange={setText} error={fault} autosize minRows={4} formatOnBlur classNames={{ input: 'mono' }} />
        </>
      )}
      {error !== null && error !== undefined && <ErrorState error={error} />}
      <Group gap="sm">
        <Button onClick={submit} loading={isPending}>
          Complete
        </Button>
        <Text size="xs" c="dimmed">
          <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd>
        </Text>
      </Group>
    </Stack>
  );
}
