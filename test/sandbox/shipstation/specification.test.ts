import { XMLParser } from 'fast-xml-parser';
import { readFileSync } from 'node:fs';
import { specification } from '../../support/left-out';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { hasSpecification, Specification } from '../specification';
import { newOrder, v1 } from './client';
import { ORDER, type Field, type Group } from './export-rules';

const FILE = 'shipstation/shipstation-v1-openapi3-derived.json';
const XSD = 'shipstation/custom-store-orders.xsd';
const FIELDS = 'shipstation/custom-store-fields.json';
type Schema = Record<string, unknown>;

/** The derived definition knows null in few places, and its lists of single objects are slips of the type declarations it comes from. */
function amend(schemas: Record<string, Schema>): void {
  // The list answers with ProductResponseItem, which adds these two.
  Object.assign(schemas.Product.properties as Schema, { upc: { type: 'string' }, thumbnailURL: { type: 'string' } });
  Object.assign(schemas.StoreStatusMapping.properties as Schema, { statusKey: { type: 'string' } });
  for (const name of ['ShipmentResponseItem', 'ProductResponseItem', 'Product', 'Order', 'OrderItem', 'Address', 'AdvancedOptions', 'FulfillmentResponseItem', 'StoreResponseItem', 'InsuranceOptions', 'InternationalOptions', 'CreateLabelResponse', 'WebhookResponseItem']) {
    const schema = schemas[name];
    for (const property of Object.values((schema.properties ?? {}) as Record<string, Schema>)) {
      if (property.$ref === undefined) property.nullable = true;
      const items = property.items as Schema | undefined;
      if (name === 'ShipmentResponseItem' && items?.$ref !== undefined && !String(items.$ref).endsWith('OrderItem')) Object.assign(property, { type: undefined, items: undefined, allOf: [items] });
    }
  }
}

if (!hasSpecification(FILE) || !hasSpecification(XSD)) {
  test(`left out: ../shared/specs/${FILE} is not there`, () => expect(hasSpecification(FILE) && hasSpecification(XSD)).toBe(false));
} else {
  describe('answers of v1 against the derived definition', () => {
    const definition = new Specification(FILE, amend);
    let sandbox: Sandbox;
    let call: ReturnType<typeof v1>;
    const check = async (method: string, path: string, body?: unknown, template = path.split('?')[0]) => {
      const { status, data } = await call(method, path, body);
      expect([path, status]).toEqual([path, 200]);
      return { data, complaints: definition.complaints(method, `/${template}`, 200, data) };
    };

    beforeAll(async () => {
      sandbox = await startSandbox();
      call = v1(sandbox);
      await control(sandbox).post('shipstation/seed', { orders: 3 });
      await control(sandbox).post('shipstation/despatch');
      await control(sandbox).post('shipstation/seed', { orders: 2 });
      await control(sandbox).post('shipstation/markExternally');
    });
    afterAll(() => sandbox.close());

    test('orders carry no member the definition does not have, and all it always has', async () => {
      const made = await call('POST', 'orders/createorder', newOrder('S1'));
      const { components } = JSON.parse(readFileSync(specification(FILE) ?? '', 'utf8')) as { components: { schemas: Record<string, Schema> } };
      const known = components.schemas.Order;
      const later = ['externallyFulfilledById', 'externallyFulfilledByName'];
      expect(Object.keys(made.data).filter((name) => !Object.keys(known.properties as object).includes(name))).toEqual(later);
      expect((known['x-always-present'] as string[]).filter((name) => made.data[name] === undefined)).toEqual([]);
      for (const [schema, path, list] of [['ShipmentResponseItem', 'shipments?includeShipmentItems=true', 'shipments'], ['FulfillmentResponseItem', 'fulfillments', 'fulfillments'], ['ProductResponseItem', 'products', 'products'], ['WebhookResponseItem', 'webhooks', 'webhooks']] as const) {
        if (list === 'webhooks') await call('POST', 'webhooks/subscribe', { target_url: 'http://127.0.0.1:9/x', event: 'ITEM_SHIP_NOTIFY' });
        const [row] = (await call('GET', path)).data[list];
        const wanted = [components.schemas[schema], ...((components.schemas[schema].allOf ?? []) as Schema[]).map((one) => (one.$ref ? components.schemas[String(one.$ref).split('/').pop() as string] : one))].flatMap((one) => (one['x-always-present'] ?? []) as string[]);
        expect([schema, wanted.length > 0, wanted.filter((name) => row[name] === undefined)]).toEqual([schema, true, []]);
      }
    });

    test('lists, rates and labels have the right types', async () => {
      const found: string[] = [];
      for (const path of ['carriers', 'warehouses', 'stores', 'fulfillments', 'shipments?includeShipmentItems=true', 'products?pageSize=2']) found.push(...(await check('GET', path)).complaints);
      const rates = await check('POST', 'shipments/getrates', { carrierCode: 'dpd_uk', fromPostalCode: 'A', toCountry: 'GB', toPostalCode: 'B', weight: { value: 1, units: 'pounds' } });
      const { orderId } = (await call('POST', 'orders/createorder', newOrder('S2'))).data;
      const label = await check('POST', 'orders/createlabelfororder', { orderId, carrierCode: 'royal_mail', serviceCode: 'rm_24', packageCode: 'package', confirmation: 'none', shipDate: '2026-11-21', testLabel: false });
      const gone = await check('POST', 'shipments/voidlabel', { shipmentId: label.data.shipmentId });
      expect([...found, ...rates.complaints, ...label.complaints, ...gone.complaints]).toEqual([]);
    });

    test('the check itself sees wrong types and invented members', async () => {
      const { data } = await call('GET', 'shipments');
      for (const change of [{ shipmentId: '7001' }, { invented: 1 }, { voided: 'no' }]) expect(definition.complaints('GET', '/shipments', 200, { ...data, shipments: [{ ...data.shipments[0], ...change }] })).not.toEqual([]);
    });
  });

  describe('the rules of the Custom Store against the XSD and the field table', () => {
    /** `Order/Customer/ShipTo/Name` -> what the rules say. */
    const flat = (group: Group, path: string): Array<[string, Group[string]]> =>
      Object.entries(group).flatMap(([name, field]): Array<[string, Group[string]]> => {
        const here = `${path}/${name}`;
        if (field.kind === 'group') return flat(field.of, here);
        return field.kind === 'list' ? flat(field.of, `${here}/${field.name}`) : [[here, field]];
      });
    const rules = new Map(flat(ORDER, 'Order'));

    test('every element of the XSD has a rule, and only two rules have none', () => {
      const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', isArray: (name) => name === 'xs:element' });
      const inner = (element: Schema): Schema[] => {
        const complex = element['xs:complexType'] as Schema | undefined;
        const members = (complex?.['xs:all'] ?? complex?.['xs:sequence']) as Schema | undefined;
        return (members?.['xs:element'] ?? []) as Schema[];
      };
      const walk = (element: Schema, path: string): string[] => {
        const members = inner(element);
        return members.length === 0 ? [path] : members.flatMap((one) => walk(one, `${path}/${String(one['@name'])}`));
      };
      const schema = (parser.parse(readFileSync(specification(XSD) ?? '', 'utf8')) as { 'xs:schema': Schema })['xs:schema'];
      const [orders] = schema['xs:element'] as Schema[];
      const [order] = inner(orders);
      const named = walk(order, 'Order');
      expect(named.filter((path) => !rules.has(path))).toEqual([]);
      expect([...rules.keys()].filter((path) => !named.includes(path)).sort()).toEqual(['Order/CurrencyCode', 'Order/Items/Item/UPC']);
    });

    test('lengths and what is required are those of the documentation', () => {
      const { orders } = JSON.parse(readFileSync(specification(FIELDS) ?? '', 'utf8')) as { orders: Array<{ path: string; required: boolean; max?: number; type: string }> };
      const fields = orders.filter(({ path }) => !path.includes('@'));
      const limit = (field: Field) => (field.kind === 'text' || field.kind === 'uri' ? field.most : undefined);
      expect(fields.map(({ path, max, type }) => [path, type === 'string' ? (max ?? 2) : max])).toEqual(fields.map(({ path }) => [path, limit(rules.get(path) as Field)]));
      expect(fields.filter(({ path, required }) => required !== (rules.get(path)?.required ?? false)).map(({ path }) => path)).toEqual(['Order/Items/Item/Dimensions/Length', 'Order/Items/Item/Dimensions/Width', 'Order/Items/Item/Dimensions/Height']);
      expect(fields).toHaveLength(rules.size);
    });
  });
}
