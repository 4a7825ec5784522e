import { mintsoft } from '../../nodes/Mintsoft/api';
import { productIdIn } from '../../nodes/Mintsoft/import-products';
import type { Safety } from '../../nodes/shared/api/request';

const judge = (status: number, body: unknown, safety: Safety = 'once') =>
  mintsoft.judge(
    { status, headers: {}, text: typeof body === 'string' ? body : JSON.stringify(body) },
    { operation: 'Order/Cancel', method: 'GET', path: '/api/Order/1/Cancel', safety },
  );

describe('a write', () => {
  it.each([
    ['Success', { ID: 1, Success: true, Message: '' }, 'ok'],
    ['no Success', { ID: 1, Success: false, Message: 'Courier service not found' }, 'refused'],
    ['a list of results, which its caller reads', [{ Success: false }], 'ok'],
    ['nothing', '', 'unclear'],
    ['null', null, 'unclear'],
    ['an object without Success', { ID: 1 }, 'unclear'],
    ['Success that is neither', { Success: null }, 'unclear'],
  ])('with %s', (_name, body, kind) => {
    expect(judge(200, body).kind).toBe(kind);
  });

  it('that is refused says why', () => {
    expect(judge(200, { Success: false, Message: 'Order not found' })).toMatchObject({ reason: 'Order not found', code: 'not-successful' });
    expect(judge(200, { Success: false })).toMatchObject({ reason: 'it gives no reason' });
    expect(judge(400, { Message: 'The request is invalid.', ModelState: { 'order.Quantity': ['Not a number'] } })).toMatchObject({
      kind: 'refused',
      reason: 'The request is invalid.: order.Quantity Not a number',
    });
  });
});

describe('a read', () => {
  it.each([
    [200, [], 'ok'],
    [200, { ID: 1 }, 'ok'],
    [200, null, 'ok'],
    [200, { Success: false, Message: 'No access' }, 'refused'],
    [401, '', 'expired'],
    [403, { Message: 'no' }, 'unavailable'],
    [404, '', 'refused'],
    [302, '', 'unavailable'],
    [413, '', 'refused'],
  ])('with HTTP %s', (status, body, kind) => {
    expect(judge(status, body, 'read').kind).toBe(kind);
  });
});

it('reads a product id in every shape that was seen', () => {
  expect([55, '55', { ProductId: 55 }, { ID: 55, Success: true }, [55]].map(productIdIn)).toEqual([55, 55, 55, 55, 55]);
  expect([0, null, undefined, '', '0', {}, [], { ID: 0 }, 'none', -1].map(productIdIn)).toEqual(Array.from({ length: 10 }, () => undefined));
});
