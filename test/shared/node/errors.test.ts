import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { Problem, refused } from '../../../nodes/shared/api/problem';
import { ModelError } from '../../../nodes/shared/model/errors';
import { asProblem, errorItem, problemOf, toNodeError } from '../../../nodes/shared/node/errors';

const node = { id: '1', name: 'Kaufland', type: 'test', typeVersion: 1, position: [0, 0], parameters: {} } as INode;

const down = new Problem({
  kind: 'unavailable',
  cause: 'quota',
  message: 'Kaufland allows no more calls for now (too many requests)',
  nextStep: 'Come back at 13:00 UTC.',
  vendor: 'Kaufland',
  operation: 'order-units',
  status: '429',
  retryAfterMs: 60_000,
});

describe('what an operator and a workflow see of a problem', () => {
  it('is an API error with what happened, what to do and the status, where a vendor answered', () => {
    const error = toNodeError(node, down, 3);
    expect(error).toBeInstanceOf(NodeApiError);
    expect(error).toMatchObject({ message: down.message, description: 'Come back at 13:00 UTC.', httpCode: '429', context: { itemIndex: 3 } });
  });

  it("keeps our words for a network problem, where n8n would put a stock phrase for the socket's code", () => {
    const error = toNodeError(node, new Problem({ ...down.details, status: 'ECONNREFUSED', message: 'Kaufland could not be reached (the connection was refused)' }));
    expect(error.message).toBe('Kaufland could not be reached (the connection was refused)');
  });

  it('is an operation error where nothing was sent', () => {
    expect(toNodeError(node, refused("'Position' cannot be used", 'Leave it empty.'))).toBeInstanceOf(NodeOperationError);
  });

  it('passes through an item and back unchanged, with nothing beside it that would keep n8n from routing it', () => {
    const item = errorItem(down, 2);
    expect(Object.keys(item.json)).toEqual(['error']);
    expect(item.error).toBeUndefined();
    expect(item.pairedItem).toEqual({ item: 2 });
    expect(problemOf(item.json)?.details).toMatchObject({ kind: 'unavailable', message: down.message, nextStep: down.details.nextStep, status: '429' });
  });

  it.each([[{}], [{ error: 'text' }], [{ error: null }], [{ error: { message: 'no kind' } }], [{ number: 'A', record: {} }]])('takes %j for an ordinary item', (json) => {
    expect(problemOf(json)).toBeUndefined();
  });

  it('tells what concerns a record from a defect of the code', () => {
    expect(asProblem(down)).toBe(down);
    expect(asProblem(new ModelError("Order 'A': 'currency' is missing", 'bad-record'))?.details).toMatchObject({ kind: 'refused', message: "Order 'A': 'currency' is missing" });
    expect(asProblem(new TypeError('x is undefined'))).toBeUndefined();
    expect(asProblem('text')).toBeUndefined();
  });
});
