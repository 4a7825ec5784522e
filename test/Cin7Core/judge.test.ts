import { cin7Core } from '../../nodes/Cin7Core/api';
import type { ApiRequest } from '../../nodes/shared/api/request';
import { judgeByHttp, type Verdict } from '../../nodes/shared/api/verdict';
import { Cin7Room } from './support/room';

jest.setTimeout(60_000);
const mockSleep = jest.fn(async (_ms: number) => {});
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async (ms: number) => await mockSleep(ms) }));

const request: ApiRequest = { operation: 'sale', method: 'GET', path: '/sale', safety: 'read' };

function verdict(status: number, text: string, headers: Record<string, string> = {}): Verdict {
  const response = { status, text, headers };
  return cin7Core.judgeFirst?.(response, request) ?? judgeByHttp(response, request, 0) ?? cin7Core.judge(response, request);
}

const LIMIT = 'You have reached 60 calls per 60 seconds API limit.';

describe('answers', () => {
  it.each([
    ['503 with its words', 503, JSON.stringify([{ ErrorCode: 503, Exception: LIMIT }])],
    ['503 with nothing', 503, ''],
    ['429', 429, '[]'],
    ['400 with its words', 400, JSON.stringify([{ ErrorCode: 400, Exception: LIMIT }])],
    ['as plain text', 400, LIMIT],
  ])('too many calls: %s', (_name, status, text) => {
    expect(verdict(status, text)).toMatchObject({ kind: 'throttled', afterMs: 30_000 });
  });

  it('too many calls of a day stop the flow', () => {
    expect(verdict(400, 'You have reached 5000 calls per 86400 seconds API limit.')).toMatchObject({ kind: 'unavailable', cause: 'quota' });
  });

  it.each([
    ['a gateway', 503, '<html><title>Error 503</title></html>', { kind: 'unclear' }],
    ['several companies', 300, '', { kind: 'unavailable', cause: 'configuration', nextStep: expect.stringContaining('belongs to exactly one company') }],
    ['another address', 302, '', { kind: 'unavailable', cause: 'configuration' }],
    ['a page instead of an answer', 200, '<!DOCTYPE html><title>Page not found</title>', { kind: 'unavailable', cause: 'configuration' }],
    ['half an answer', 200, '{"SaleList":[', { kind: 'unclear' }],
    ['wrong keys', 403, '[{"ErrorCode":403,"Exception":"Incorrect credentials!"}]', { kind: 'unavailable', cause: 'credential' }],
    ['a list of errors', 400, '[{"ErrorCode":400,"Exception":"Quantity must be 1 or more"}]', { kind: 'refused', reason: 'Quantity must be 1 or more' }],
    ['one error', 400, '{"ErrorCode":404,"Exception":"Category not found."}', { kind: 'refused', code: 'not-found' }],
    ['plain text', 400, 'Line Total is incorrect', { kind: 'refused', reason: 'Line Total is incorrect' }],
    ['a tax rule', 400, '[{"ErrorCode":400,"Exception":"Tax rule \'X\' not found"}]', { kind: 'unavailable', cause: 'configuration' }],
    ['the lock date', 400, 'Date is before the lock date', { kind: 'unavailable', cause: 'configuration', nextStep: expect.stringContaining('locked') }],
    ['nothing', 204, '', { kind: 'ok' }],
  ])('%s', (_name, status, text, expected) => {
    expect(verdict(status, text)).toMatchObject(expected);
  });
});

describe('the quota', () => {
  it('is 60 in any minute, and nobody is refused', async () => {
    const room = await Cin7Room.open();
    try {
      await room.seed({ orders: Array.from({ length: 12 }, () => ({})) });
      await room.run('order', 'getAll', { returnAll: true });
      const waited = mockSleep.mock.calls.reduce((sum, [ms]) => sum + ms, 0);
      // 13 calls: six at once, then one every 60 / 54 seconds.
      expect(waited).toBeGreaterThan(0);
      expect((await room.requests()).every(({ status }) => status === 200)).toBe(true);
    } finally {
      await room.close();
    }
  });
});
