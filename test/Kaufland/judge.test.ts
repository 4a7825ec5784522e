import { judge } from '../../nodes/Kaufland/judge';
import type { ApiRequest } from '../../nodes/shared/api/request';

const READ: ApiRequest = { operation: 'order-units', method: 'GET', path: '/order-units', safety: 'read' };
const WRITE: ApiRequest = { operation: 'order-units/send', method: 'PATCH', path: '/order-units/1/send', safety: 'once' };

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  return { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
}

function problem(status: number, type: string, message = 'Said no.', errors: unknown[] = []) {
  return answer(status, { type: `/problems/${type}`, message, errors });
}

it.each([
  ['invalid-credentials', 401, 'credential', /copy Client Key and Secret Key again/],
  ['corrupted-signature', 401, 'credential', /Secret Key again/],
  ['inactive-account', 401, 'credential', /seller support/],
  ['unauthorized', 401, 'credential', /press Test/],
  ['missing-or-invalid-request-header', 401, 'configuration', /clock/],
  ['missing-or-invalid-request-header', 400, 'configuration', /clock/],
  ['storefront-not-configured', 400, 'configuration', /from the list/],
])('%s stops the run and says what to do', (type, status, cause, nextStep) => {
  const verdict = judge(problem(status, type), READ);
  expect(verdict).toMatchObject({
    kind: 'unavailable',
    cause,
    nextStep: expect.stringMatching(nextStep),
    reason: expect.stringContaining('Said no.'),
  });
});

it.each([
  'validation-error',
  'duplicate-action',
  'action-not-allowed',
  'forbidden',
  'order-units/cancel-error',
  'order-units/cancel-not-possible',
  'order-units/cancel-not-allowed',
  'order-units/missing-payment',
  'order-units/shipping-rate-not-defined',
  'insufficient-funds',
  'returns/unit-wrong-status',
  'returns/return-address-not-set',
  'returns/return-address-unsupported-country',
  'subscriptions/unverified-callback-url',
  'already-exists',
  'units/bulk-duplicate-units',
  'units/bulk-too-many-units',
  'units/bulk-invalid-operation',
  'units/bulk-too-many-butches',
  'units/bulk-too-many-batches',
  'import-files/file-too-large',
  'shipping-labels/warehouse-missing',
  'some-day/new',
])('%s refuses this one record', (type) => {
  expect(judge(problem(type === 'forbidden' ? 403 : 400, type), WRITE)).toMatchObject({ kind: 'refused', code: type, reason: 'Said no.' });
});

it("shows Kaufland's clock beside a complaint about the headers", () => {
  const response = { ...problem(401, 'missing-or-invalid-request-header'), headers: { date: 'Mon, 05 Jan 2026 09:30:00 GMT' } };
  expect(judge(response, READ)).toMatchObject({ reason: expect.stringContaining("Kaufland's clock shows 2026-01-05T09:30:00 UTC") });
});

it('tells the fields at fault', () => {
  const response = problem(400, 'validation-error', 'Parameters are wrong.', [{ field: 'limit', message: 'limit must be at most 100' }]);
  expect(judge(response, READ)).toMatchObject({ kind: 'refused', reason: 'Parameters are wrong. limit must be at most 100' });
});

it.each([
  ['a read with data', answer(200, { data: [] }), READ, { kind: 'ok' }],
  ['a write without an answer', answer(204, ''), WRITE, { kind: 'ok' }],
  ['a read without data', answer(200, { hello: 1 }), READ, { kind: 'unavailable', cause: 'configuration' }],
  ['a read without anything', answer(200, ''), READ, { kind: 'unavailable', cause: 'configuration' }],
  ['a redirect', answer(302, ''), READ, { kind: 'unavailable', cause: 'configuration' }],
  ['a 404 of some other server', answer(404, '<h1>Nothing here</h1>'), READ, { kind: 'unavailable', cause: 'configuration' }],
  ['a missing record', problem(404, 'not-found'), READ, { kind: 'refused', code: 'not-found' }],
  ['a product that is missing (message only)', answer(401, { message: 'No.' }), READ, { kind: 'unavailable', cause: 'credential' }],
  ['a read that is forbidden', problem(403, 'forbidden'), READ, { kind: 'unavailable', cause: 'permission' }],
  ['a service that is away', problem(409, 'service-unavailable'), READ, { kind: 'unreached' }],
])('%s', (_what, response, request, expected) => {
  expect(judge(response, request)).toMatchObject(expected);
});
