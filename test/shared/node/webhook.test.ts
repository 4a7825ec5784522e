import type { IWebhookFunctions } from 'n8n-workflow';

import { answer, isNews, sameText } from '../../../nodes/shared/node/webhook';
import type { Seen } from '../../../nodes/shared/sync/seen';

it.each([
  ['a', 'a', true],
  ['', '', true],
  ['ő', 'ő', true],
  ['a', 'b', false],
  ['a', 'aa', false],
  ['a', '', false],
  ['ő', 'o', false],
])('compares %j and %j without throwing', (a, b, same) => expect(sameText(a, b)).toBe(same));

describe('a memory of keys', () => {
  const memory: { seen?: Seen } = {};

  it('tells what is new once, and only in its own place', () => {
    expect([isNews(memory, 'seen', 'a'), isNews(memory, 'seen', 'a'), isNews(memory, 'seen', 'b')]).toEqual([true, false, true]);
    expect(Object.keys(memory.seen ?? {}).sort()).toEqual(['a', 'b']);
  });

  it('is not misled by names every object has', () => {
    expect([isNews(memory, 'seen', 'toString'), isNews(memory, 'seen', 'constructor')]).toEqual([true, true]);
  });

  it('keeps no more than it can, and a day at most', () => {
    for (let at = 0; at < 2_100; at++) isNews(memory, 'seen', `k${at}`);
    expect(Object.keys(memory.seen ?? {})).toHaveLength(2_000);
    const old: { seen?: Seen } = { seen: { a: new Date(Date.now() - 25 * 3_600_000).toISOString() } };
    isNews(old, 'seen', 'b');
    expect(Object.keys(old.seen ?? {})).toEqual(['b']);
  });
});

it('answers and starts nothing', () => {
  const said: unknown[] = [];
  const response = { status: (code: number) => (said.push(code), response), setHeader: () => response, end: (body: string) => said.push(body) };
  const functions = { getResponseObject: () => response } as unknown as IWebhookFunctions;
  expect(answer(functions, 401, 'no')).toEqual({ noWebhookResponse: true });
  expect(said).toEqual([401, 'no']);
});
