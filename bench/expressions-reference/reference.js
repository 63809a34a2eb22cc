// Answers one request per line on standard input, "<case> <milliseconds>", with "<evaluations> <milliseconds of processor time>".
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import jsonata from 'jsonata';

const { cases, input } = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8'));
const compiled = cases.map(({ expression }) => jsonata(expression));
const BATCH = 20;

for await (const line of createInterface({ input: process.stdin })) {
  const [index, milliseconds] = line.split(' ').map(Number);
  const expression = compiled[index];
  let evaluations = 0;
  let elapsed = 0;
  const start = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  do {
    for (let i = 0; i < BATCH; i++) await expression.evaluate(input);
    evaluations += BATCH;
    elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  } while (elapsed < milliseconds);
  const { user, system } = process.cpuUsage(cpu);
  console.log(`${evaluations} ${(user + system) / 1000}`);
}
