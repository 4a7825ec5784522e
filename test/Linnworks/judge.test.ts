import { linnworks, v2OrdersRequest } from '../../nodes/Linnworks/api';
import { v1Request } from '../../nodes/Linnworks/wire';

const judge = (status: number, body: unknown, request = v1Request('Orders/GetOrdersById')) =>
  linnworks.judge({ status, headers: {}, text: typeof body === 'string' ? body : JSON.stringify(body) }, request);

it('takes an empty 204 as good', () => {
  expect(judge(204, '')).toEqual({ kind: 'ok' });
});

it('asks for a new session on 401 and says what a second one means', () => {
  expect(judge(401, { Code: null, Message: 'Token has expired' })).toMatchObject({
    kind: 'expired',
    nextStep: expect.stringContaining('revoked'),
  });
});

it('names the missing permission of the operation', () => {
  expect(judge(403, { Message: 'no' })).toMatchObject({
    kind: 'unavailable',
    cause: 'permission',
    nextStep: expect.stringContaining("'GlobalPermissions.OrderBook.ViewOrderDetailsNode'"),
  });
});

it('blames the address, not the record, for a 404', () => {
  expect(judge(404, '<html>404</html>')).toMatchObject({ kind: 'unavailable', cause: 'configuration' });
  expect(judge(404, { title: 'Not Found' }, v2OrdersRequest({}))).toMatchObject({
    nextStep: expect.stringContaining('Orders Service URL'),
  });
});

it.each([
  ['the v1 message', { Code: 'X1', Message: 'Orders have invalid values: Order: A' }, 'Orders have invalid values: Order: A', 'X1'],
  ['a bare text', '"not today"', 'not today', undefined],
  [
    'problem+json with its fields',
    { title: 'Invalid', detail: 'See errors.', errors: { fromDate: ['is wrong'] } },
    'Invalid: See errors.: fromDate is wrong',
    undefined,
  ],
  ['the status where nothing is said', '', 'HTTP 400', undefined],
])('tells %s', (_, body, reason, code) => {
  expect(judge(400, body)).toEqual({ kind: 'refused', reason, code });
});

it('keeps each operation to its own quota and few calls at once', () => {
  expect(linnworks.quotaPerOperation).toBe(true);
  expect(linnworks.quota('Orders/CreateOrders')).toEqual({ limit: 150, windowMs: 60_000, burst: 5 });
  expect(linnworks.quota('Orders/GetOrdersById')).toEqual({ limit: 250, windowMs: 60_000, burst: 5 });
  expect(linnworks.quota('v2/orders').limit).toBe(150);
});
