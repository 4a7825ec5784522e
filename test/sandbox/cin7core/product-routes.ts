import { json } from '../http';
import type { RoomContext } from '../room';
import { Refused } from './answers';
import type { Json, Shape } from './bodies';
import type { Lists } from './lists';
import type { ProductStore, StoredProduct } from './product-store';
import { contains, page, PAGED, route, same, starts, type Cin7Route } from './routes';
import { moment, readDate } from './values';

const COSTING = ['FIFO', 'Special - Batch', 'Special - Serial Number', 'FIFO - Serial Number', 'FIFO - Batch', 'FEFO - Batch', 'FEFO - Serial Number'];
const TEN = Array.from({ length: 10 }, (_, index) => index + 1);
const numbered = <T>(name: string, value: T): Record<string, T> => Object.fromEntries(TEN.map((number) => [`${name}${number}`, value]));

const NEW_PRODUCT: Shape = {
  ...{ SKU: 'text:50!', Name: 'text:256!', Category: 'text:256!', Brand: 'text:50', Type: 'text!', CostingMethod: 'text:50!', DropShipMode: 'text', DefaultLocation: 'text:50', UOM: 'text:50!', Status: 'text!', Barcode: 'text:256' },
  ...{ Length: 'number', Width: 'number', Height: 'number', Weight: 'number', WeightUnits: 'text:10', DimensionsUnits: 'text:10', CartonLength: 'number', CartonWidth: 'number', CartonHeight: 'number', CartonQuantity: 'number', CartonInnerQuantity: 'number' },
  ...{ MinimumBeforeReorder: 'number', ReorderQuantity: 'number', ...numbered('PriceTier', 'money' as const), PriceTiers: {}, ShortDescription: 'text:500', Description: 'text', InternalNote: 'text:4000', ...numbered('AdditionalAttribute', 'text:256' as const) },
  ...{ AttributeSet: 'text:50', DiscountRule: 'text:128', Tags: 'text:256', StockLocator: 'text:256', COGSAccount: 'text:50', RevenueAccount: 'text:50', ExpenseAccount: 'text:50', InventoryAccount: 'text:50', PurchaseTaxRule: 'text:50', SaleTaxRule: 'text:50' },
  ...{ Sellable: 'boolean', PickZones: 'text:256', BillOfMaterial: 'boolean', AutoAssembly: 'boolean', AutoDisassembly: 'boolean', QuantityToProduce: 'number', AssemblyInstructionURL: 'text:256', AssemblyCostEstimationMethod: 'text:256', HSCode: 'text:200', CountryOfOrigin: 'text', CountryOfOriginCode: 'text' },
};
/** PUT changes what is sent; Type is read-only there (cin7core.md §8.1). */
const CHANGED_PRODUCT: Shape = { ...(Object.fromEntries(Object.entries(NEW_PRODUCT).map(([name, rule]) => [name, typeof rule === 'string' ? rule.replace('!', '') : rule])) as Shape), ID: 'guid!' };
const INCLUDED = ['BOM', 'Suppliers', 'Movements', 'Attachments', 'ReorderLevels', 'CustomPrices'];

export function productRoutes(context: RoomContext, products: ProductStore, lists: Lists): Cin7Route[] {
  const wrap = (rows: StoredProduct[]) => json(200, { Total: rows.length, Page: 1, Products: rows.map(showProduct) });

  function check(body: Json): void {
    if (body.Status !== undefined && !['Active', 'Deprecated'].includes(String(body.Status))) throw new Refused('Status is not valid');
    if (body.CostingMethod !== undefined && !COSTING.includes(String(body.CostingMethod))) throw new Refused('CostingMethod is not valid');
    if (body.Category !== undefined) body.Category = lists.named('categories', 'Category', body.Category);
    if (body.UOM !== undefined) body.UOM = lists.named('units', 'Unit of measure', body.UOM);
    if (body.Brand) body.Brand = lists.named('brands', 'Brand', body.Brand);
    if (body.DefaultLocation) lists.place(body.DefaultLocation);
    lists.checkTax(body.SaleTaxRule);
    if (body.BillOfMaterial === true && (body.QuantityToProduce === undefined || !body.AssemblyCostEstimationMethod)) throw new Refused('QuantityToProduce and AssemblyCostEstimationMethod are required');
    const refusal = context.refusal(body.SKU as string);
    if (refusal) throw new Refused(refusal.message ?? `Product ${String(body.SKU)} is refused`);
  }

  function apply(product: StoredProduct, { ID: _id, SKU, Name, Type: _type, CostingMethod, DropShipMode, Status, ...rest }: Json, now: number): void {
    if (SKU !== undefined && [...products.all.values()].some((other) => other !== product && same(other.SKU, SKU))) throw new Refused(`Product with SKU '${String(SKU)}' already exists`);
    product.SKU = String(SKU ?? product.SKU);
    product.Name = String(Name ?? product.Name);
    product.costing = String(CostingMethod ?? product.costing);
    product.dropShip = String(DropShipMode ?? product.dropShip);
    if (Status !== undefined) product.deprecated = Status === 'Deprecated';
    Object.assign(product.rest, rest);
    product.changedAt = now;
  }

  return [
    route('GET', '/product', { ...PAGED, ID: 'guid', Name: 'text', Sku: 'text', ModifiedSince: 'date', IncludeDeprecated: 'boolean', ...Object.fromEntries(INCLUDED.map((name) => [`Include${name}`, 'boolean' as const])) }, ({ query }) => {
      const since = query.ModifiedSince === undefined ? -Infinity : (readDate(String(query.ModifiedSince)) ?? 0);
      // Contains or starts with, depending on which sentence of the blueprint one believes; never the exact one (cin7core.md §8.1).
      const rows = [...products.all.values()].filter((one) => same(one.ID, query.ID) && starts(one.Name, query.Name) && contains(one.SKU, query.Sku) && one.changedAt > since && (!one.deprecated || query.IncludeDeprecated === true));
      return page(context, true, 'Products', rows.map(showProduct), query);
    }),
    route('POST', '/product', {}, ({ body, now }) => {
      if (!['Stock', 'Service'].includes(String(body.Type))) throw new Refused('Type is not valid');
      check(body);
      if (products.bySku(body.SKU)) throw new Refused(`Product with SKU '${String(body.SKU)}' already exists`);
      const made = products.add({ SKU: String(body.SKU), Name: String(body.Name), type: body.Type as StoredProduct['type'], seeded: false });
      apply(made, body, now);
      return wrap([made]);
    }, NEW_PRODUCT),
    route('PUT', '/product', {}, ({ body, now }) => {
      const product = products.all.get(String(body.ID));
      if (!product) throw new Refused('Product not found', 400, 404);
      check({ ...body, SKU: body.SKU ?? product.SKU });
      apply(product, body, now);
      return wrap([product]);
    }, CHANGED_PRODUCT),
  ];
}

const TEXTS = ['ShortDescription', 'Description', 'InternalNote', 'StockLocator', 'PickZones', 'AssemblyInstructionURL', 'AssemblyCostEstimationMethod', 'Barcode', 'Tags'];
const NULLS = ['Brand', 'DefaultLocation', 'WeightUnits', 'DimensionsUnits', 'AttributeSet', 'DiscountRule', 'COGSAccount', 'RevenueAccount', 'ExpenseAccount', 'InventoryAccount', 'PurchaseTaxRule', 'SaleTaxRule', 'HSCode', 'CountryOfOrigin', 'CountryOfOriginCode'];
const ZEROS = ['Length', 'Width', 'Height', 'Weight', 'CartonHeight', 'CartonWidth', 'CartonLength', 'CartonQuantity', 'CartonInnerQuantity', 'MinimumBeforeReorder', 'ReorderQuantity', 'AverageCost', 'QuantityToProduce'];
const of = (names: string[], value: unknown): Json => Object.fromEntries(names.map((name) => [name, value]));

function showProduct({ ID, SKU, Name, type, costing, dropShip, deprecated, rest, changedAt }: StoredProduct): Json {
  const prices = { ...numbered('PriceTier', 0), ...Object.fromEntries(Object.entries(rest).filter(([name]) => /^PriceTier\d+$/.test(name))) };
  return {
    ...{ ID, SKU, Name, Category: 'Other', Type: type, CostingMethod: costing, DropShipMode: dropShip, UOM: 'Item', ...of(ZEROS, 0), ...of(TEXTS, ''), ...of(NULLS, null), ...numbered('AdditionalAttribute', '') },
    ...{ Sellable: true, BillOfMaterial: false, AutoAssembly: false, AutoDisassembly: false, ...rest, ...prices },
    ...{ PriceTiers: Object.fromEntries(TEN.map((number) => [`Tier ${number}`, (prices as Json)[`PriceTier${number}`]])), Status: deprecated ? 'Deprecated' : 'Active', LastModifiedOn: moment(changedAt) },
    ...{ Suppliers: [], ReorderLevels: [], BillOfMaterialsProducts: [], BillOfMaterialsServices: [], Movements: [], Attachments: [], CustomPrices: [] },
  };
}
