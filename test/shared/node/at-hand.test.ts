import type { INode } from 'n8n-workflow';

import type { Vendor } from '../../../nodes/shared/api/client';
import { vendorAtHand } from '../../../nodes/shared/node/at-hand';

const vendor = (credential: string): Vendor => ({ name: 'Acme', credential, secrets: [], quota: () => ({ limit: 1, windowMs: 1 }), quotaPerOperation: false, judge: () => ({ kind: 'ok' }) });
const node = (...types: string[]): Pick<INode, 'credentials'> => ({ credentials: Object.fromEntries(types.map((type) => [type, { id: type, name: type }])) });
const [first, second] = [vendor('acmeApi'), vendor('acmeV2Api')];

describe('the account an operation speaks to', () => {
  it('is the best one that is chosen in the node', () => {
    expect(vendorAtHand(node('acmeApi', 'acmeV2Api'), [second, first], "'Buy'")).toBe(second);
    expect(vendorAtHand(node('acmeApi'), [second, first], "'Buy'")).toBe(first);
  });

  it('is the only one there is, also where nothing is chosen yet: n8n tells that itself', () => {
    expect(vendorAtHand(node(), [first], "'Buy'")).toBe(first);
  });

  it('is asked for where none of several is chosen', () => {
    expect(() => vendorAtHand(node('otherApi'), [first, second], "'Buy labels'")).toThrow("'Buy labels' needs an account");
  });
});
