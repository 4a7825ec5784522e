import { z } from 'zod';

import { propertiesOf } from '../../../nodes/shared/node/describe';
import type { Resource } from '../../../nodes/shared/node/operation';

const text = { name: 'field', displayName: 'Field', type: 'string' as const, default: '' };

const resources: Resource[] = [
  {
    value: 'order',
    name: 'Order',
    operations: [
      { kind: 'write', value: 'import', name: 'Import', action: 'Import orders', description: 'x', fields: [text], output: z.object({}), run: async () => [] },
      {
        kind: 'read',
        value: 'get',
        name: 'Get',
        action: 'Get order',
        description: 'x',
        fields: [{ ...text, displayOptions: { show: { by: ['id'] } } }],
        output: z.object({}),
        run: async () => [],
      },
    ],
  },
  { value: 'location', name: 'Location', operations: [] },
];

describe('the properties of a node', () => {
  const properties = propertiesOf(resources);
  const named = (name: string) => properties.filter((property) => property.name === name);

  it('begin with resource and operation, sorted by name, the first operation being the default', () => {
    expect(named('resource')[0]).toMatchObject({ default: 'order', options: [{ name: 'Location' }, { name: 'Order' }] });
    expect(named('operation')[0]).toMatchObject({ default: 'import', displayOptions: { show: { resource: ['order'] } }, options: [{ name: 'Get' }, { name: 'Import' }] });
  });

  it("show each field for its operation alone, and keep the field's own condition", () => {
    expect(named('field').map(({ displayOptions }) => displayOptions?.show)).toEqual([
      { resource: ['order'], operation: ['import'] },
      { resource: ['order'], operation: ['get'], by: ['id'] },
    ]);
  });

  it('offer Dry Run for every write and for no read', () => {
    expect(named('dryRun').map(({ displayOptions }) => displayOptions?.show)).toEqual([{ resource: ['order'], operation: ['import'] }]);
  });
});
