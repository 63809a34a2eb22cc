import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { renew } from './renew';

it('reads once more when the first read is under way', async () => {
  const queries = new QueryClient();
  const answers: ((value: string) => void)[] = [];
  const observer = new QueryObserver(queries, { queryKey: ['run', '1'], queryFn: () => new Promise<string>((resolve) => answers.push(resolve)) });
  const stop = observer.subscribe(() => {});

  const renewed = renew(queries, ['run']);
  answers[0]!('before');
  await expect.poll(() => answers.length).toBe(2);
  answers[1]!('after');
  await renewed;

  expect(observer.getCurrentResult().data).toBe('after');
  stop();
});
